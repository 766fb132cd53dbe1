//! 한국어 문구. (The Korean words.)

use crate::abi::event::AccessKind;

use super::Saying;

fn touched(access: AccessKind) -> &'static str {
    match access {
        AccessKind::Load => "읽으려",
        AccessKind::Store => "쓰려",
        AccessKind::Execute => "실행하려",
    }
}

pub(super) fn say(saying: &Saying) -> String {
    match saying {
        Saying::Launched { pid } => format!("프로세스 {pid}(으)로 시작합니다."),
        Saying::Forked { pid, parent } => {
            format!("P{parent}의 복사본으로 태어났습니다. 프로세스 번호는 {pid}, 여기서 fork의 반환값은 0입니다.")
        }
        Saying::ThreadStarted { tid, parent } => format!(
            "P{parent}와(과) 같은 프로세스의 스레드로 시작합니다. 스레드 번호는 {tid}입니다. 메모리와 디스크립터는 모두 함께 쓰고, \
             스택과 레지스터만 따로 가집니다."
        ),
        Saying::ForkReturned { pid } => {
            format!("자신을 복제합니다. 부모에게는 fork가 자식의 프로세스 번호 {pid}을(를) 돌려줍니다.")
        }
        Saying::Read { fd, count, text } => format!("디스크립터 {fd}에서 {count}바이트를 읽습니다: {text}"),
        Saying::ReadEnd { fd } => {
            format!(
                "디스크립터 {fd}에서 파일의 끝을 읽습니다. 남은 것이 없습니다(파이프라면 더 쓸 수 있는 쪽도 없습니다)."
            )
        }
        Saying::ReadWaits { fd } => {
            format!("기다립니다. 디스크립터 {fd}에서 아직 읽을 것이 없지만, 쓸 수 있는 쪽이 남아 있습니다.")
        }
        Saying::Wrote { fd, count, text } => format!("디스크립터 {fd}에 {count}바이트를 씁니다: {text}"),
        Saying::WroteOutput { text } => format!("출력합니다: {text}"),
        Saying::WriteWaits { fd } => {
            format!("기다립니다. 디스크립터 {fd}이(가) 가리키는 곳이 가득 찼지만, 읽을 수 있는 쪽이 남아 있습니다.")
        }
        Saying::BrokenPipe { fd } => {
            format!("디스크립터 {fd}에 쓰지만 읽을 수 있는 쪽이 더는 없습니다. 끊어진 파이프(SIGPIPE, EPIPE).")
        }
        Saying::Closed { fd } => format!("디스크립터 {fd}을(를) 닫습니다."),
        Saying::PipeMade { read_end, write_end } => {
            format!("커널에 파이프를 만듭니다. 디스크립터 {write_end}에 쓴 것을 디스크립터 {read_end}에서 읽습니다.")
        }
        Saying::Duplicated { from, to } => {
            format!("디스크립터 {to}도 디스크립터 {from}과(와) 같은 곳을 가리키게 합니다.")
        }
        Saying::WaitReturned { pid: 0, .. } => "끝난 자식이 있는지 묻지만 아직 없습니다.".to_owned(),
        Saying::WaitReturned { pid, status: Some(status) } => match (status & 0x7f, (status >> 8) & 0xff) {
            (0, code) => format!("자식 {pid}이(가) 종료 상태 {code}(으)로 끝났음을 알게 됩니다."),
            (signal, _) => format!("자식 {pid}이(가) 시그널 {signal} 때문에 죽었음을 알게 됩니다."),
        },
        Saying::WaitReturned { pid, status: None } => format!("자식 {pid}이(가) 끝났음을 알게 됩니다."),
        Saying::WaitWaits => "자식이 끝나기를 기다립니다.".to_owned(),
        Saying::NoChildren => "기다릴 자식이 없습니다(ECHILD).".to_owned(),
        Saying::ExitCalled { code } => format!("종료 상태 {code}(으)로 스스로 끝납니다."),
        Saying::KillSent { pid, signal } => format!("프로세스 {pid}에 {signal}을(를) 보냅니다."),
        Saying::QueueGot { key, id } => format!("키 {key}(으)로 메시지 큐 {id}을(를) 얻습니다."),
        Saying::MessageSent { queue, mtype, text } => {
            format!("큐 {queue}에 타입 {mtype}인 메시지를 넣습니다: {text} 받는 쪽을 기다리지 않아도 됩니다.")
        }
        Saying::SendWaits { queue } => format!("기다립니다. 큐 {queue}에 메시지를 넣을 자리가 없습니다."),
        Saying::MessageReceived { queue, mtype, text } => {
            format!("큐 {queue}에서 타입 {mtype}인 메시지를 꺼냅니다: {text}")
        }
        Saying::ReceiveWaits { queue, mtype: 0 } => format!("기다립니다. 큐 {queue}이(가) 비어 있습니다."),
        Saying::ReceiveWaits { queue, mtype } => format!("기다립니다. 큐 {queue}에 타입 {mtype}인 메시지가 없습니다."),
        Saying::QueueRemoved { queue } => format!("메시지 큐 {queue}을(를) 커널에서 없앱니다."),
        Saying::QueueGone => "큐가 이미 없어졌습니다(EIDRM).".to_owned(),
        Saying::QueueFull => "가득 찬 큐에 자리가 나기를 기다리지 않습니다(IPC_NOWAIT): EAGAIN.".to_owned(),
        Saying::NoMessage => "메시지를 기다리지 않습니다(IPC_NOWAIT): ENOMSG.".to_owned(),
        Saying::SemaphoresGot { key, id } => format!("키 {key}(으)로 세마포어 집합 {id}을(를) 얻습니다."),
        Saying::SemaphoreTaken { set, number, by } => {
            format!("집합 {set}의 세마포어 {number}에서 {by}을(를) 빼고 계속합니다.")
        }
        Saying::SemaphoreRaised { set, number, by } => {
            format!("집합 {set}의 세마포어 {number}에 {by}을(를) 더합니다. 기다리던 쪽이 나아갈 수 있습니다.")
        }
        Saying::SemaphoreZero { set, number } => {
            format!("집합 {set}의 세마포어 {number}이(가) 0임을 보고 계속합니다.")
        }
        Saying::SemaphoreWaits { set, number } => {
            format!("기다립니다. 집합 {set}의 세마포어 {number}이(가) 빼려는 값보다 작습니다.")
        }
        Saying::SemaphoreWaitsForZero { set, number } => {
            format!("집합 {set}의 세마포어 {number}이(가) 0이 되기를 기다립니다.")
        }
        Saying::SemaphoresWait { set } => {
            format!("기다립니다. 집합 {set}에 할 연산을 모두 할 수는 없으므로 하나도 하지 않습니다.")
        }
        Saying::SemaphoresChanged { set } => format!("집합 {set}에 여러 연산을 한꺼번에 합니다."),
        Saying::SemaphoreSet { set, number, value } => {
            format!("집합 {set}의 세마포어 {number}을(를) {value}(으)로 정합니다.")
        }
        Saying::SemaphoreValue { set, number, value } => {
            format!("집합 {set}의 세마포어 {number}을(를) 봅니다: {value}")
        }
        Saying::SemaphoresRemoved { set } => format!("세마포어 집합 {set}을(를) 커널에서 없앱니다."),
        Saying::SemaphoresGone => "세마포어 집합이 이미 없어졌습니다(EIDRM).".to_owned(),
        Saying::SemaphoreBusy => "세마포어를 기다리지 않습니다(IPC_NOWAIT): EAGAIN.".to_owned(),
        Saying::PosixQueueOpened { name, fd } => format!("메시지 큐 {name}을(를) 엽니다: 디스크립터 {fd}"),
        Saying::PosixQueueUnlinked { name } => {
            format!("이름 {name}을(를) 없앱니다. 큐는 연 프로세스가 없어지면 사라집니다.")
        }
        Saying::PosixSent { fd, priority, text } => {
            format!("디스크립터 {fd}의 큐에 우선순위 {priority}인 메시지를 넣습니다: {text}")
        }
        Saying::PosixReceived { fd, priority: Some(priority), text } => {
            format!("디스크립터 {fd}의 큐에서 우선순위가 가장 높은({priority}) 메시지를 꺼냅니다: {text}")
        }
        Saying::PosixReceived { fd, priority: None, text } => {
            format!("디스크립터 {fd}의 큐에서 우선순위가 가장 높은 메시지를 꺼냅니다: {text}")
        }
        Saying::PosixSendWaits { fd } => format!("기다립니다. 디스크립터 {fd}의 큐가 가득 찼습니다."),
        Saying::PosixReceiveWaits { fd } => format!("기다립니다. 디스크립터 {fd}의 큐가 비어 있습니다."),
        Saying::PosixFull => "가득 찬 큐에 자리가 나기를 기다리지 않습니다(O_NONBLOCK): EAGAIN.".to_owned(),
        Saying::PosixEmpty => "메시지를 기다리지 않습니다(O_NONBLOCK): EAGAIN.".to_owned(),
        Saying::PosixTooSmall => {
            "큐의 가장 긴 메시지가 들어가지 않을 수 있는 자리를 내놓았습니다: EMSGSIZE.".to_owned()
        }
        Saying::FutexWaits { addr } => format!("{addr:x}h의 값이 바뀌었다고 누가 알려 줄 때까지 잡니다."),
        Saying::FutexWoken { addr, count } => format!("{addr:x}h의 값을 기다리며 자던 {count}개를 깨웁니다."),
        Saying::FutexPassed { addr } => format!("{addr:x}h의 값을 기다리며 자다가 깨어나 다시 봅니다."),
        Saying::FutexChanged { addr } => format!("{addr:x}h의 값이 그사이 바뀌어 잘 필요가 없습니다(EAGAIN)."),
        Saying::TimeOver { name } => format!("{name} 안에서 기다리기를 그만둡니다. 시간이 다 됐습니다."),
        Saying::SegmentGot { key, id } => format!("키 {key}(으)로 공유 메모리 세그먼트 {id}을(를) 얻습니다."),
        Saying::SegmentAttached { id, addr } => format!("세그먼트 {id}을(를) 자기 주소 공간의 {addr:x}h에 붙입니다."),
        Saying::SegmentDetached { addr } => format!("{addr:x}h에 붙인 세그먼트를 뗍니다."),
        Saying::SegmentRemoved { id } => {
            format!("세그먼트 {id}에 삭제 표시를 합니다. 마지막 프로세스가 떼면 사라집니다.")
        }
        Saying::SharedRead { addr, text } => format!("공유 메모리 {addr:x}h를 읽습니다: {text}"),
        Saying::SharedWritten { addr, text } => format!(
            "공유 메모리 {addr:x}h에 씁니다: {text} 함께 쓰는 프로세스는 모두 곧바로 볼 수 있지만, 아무도 알림을 받지 않습니다."
        ),
        Saying::OwnPid { pid } => format!("자기 프로세스 번호를 묻습니다: {pid}"),
        Saying::ParentPid { pid } => format!("부모의 프로세스 번호를 묻습니다: {pid}"),
        Saying::BreakMoved { addr } => format!("힙이 끝나는 곳을 묻거나 옮깁니다: {addr:x}h"),
        Saying::Mapped { addr } => format!("{addr:x}h에 새 메모리를 매핑합니다."),
        Saying::Slept => "자고 일어났습니다.".to_owned(),
        Saying::File(saying) => super::file::korean(saying),
        Saying::Undefined(undefined) => super::undefined::korean(undefined),
        Saying::Right(saying) => super::right::korean(saying),
        Saying::Message(saying) => super::message::korean(saying),
        Saying::Event(saying) => super::event::korean(saying),
        Saying::Socket(saying) => super::socket::korean(saying),
        Saying::FileAsked { fd } => format!(
            "디스크립터 {fd}이(가) 무엇을 가리키는지 묻습니다. 터미널이면 줄 단위로, 아니면 블록 단위로 버퍼에 모읍니다."
        ),
        Saying::NotMapped { addr, access } => format!(
            "매핑된 페이지가 없는 {addr:x}h를 {} 했습니다. 하드웨어가 거절하고 커널이 SIGSEGV를 보냅니다.",
            touched(*access)
        ),
        Saying::Forbidden { addr, access } => format!(
            "권한이 없는 페이지의 {addr:x}h를 {} 했습니다. 하드웨어가 거절하고 커널이 SIGSEGV를 보냅니다.",
            touched(*access)
        ),
        Saying::KernelSpace { addr, access } => format!(
            "커널 공간에 있는 {addr:x}h를 {} 했습니다. 사용자 모드에서는 닿을 수 없으므로 커널이 SIGSEGV를 보냅니다.",
            touched(*access)
        ),
        Saying::PastEnd { addr } => {
            format!("매핑된 파일의 끝을 지난 {addr:x}h를 건드렸습니다. 커널이 SIGBUS를 보냅니다.")
        }
        Saying::DividedByZero => "0으로 나눴습니다. 프로세서가 거절하고 커널이 SIGFPE를 보냅니다.".to_owned(),
        Saying::NotAnInstruction { addr } => format!("{addr:x}h에는 실행할 명령이 없습니다. 커널이 SIGILL을 보냅니다."),
        Saying::ExitedWith { code } => format!("종료 상태 {code}(으)로 끝났습니다."),
        Saying::KilledBy { signal } => format!("{signal} 때문에 죽었습니다."),
        Saying::Handled { signal, sender: 0 } => format!("{signal}을(를) 받아 처리기가 실행됩니다."),
        Saying::Handled { signal, sender } => {
            format!("프로세스 {sender}이(가) 보낸 {signal}을(를) 받아 처리기가 실행됩니다.")
        }
        Saying::StoppedBy { signal } => format!("{signal} 때문에 SIGCONT가 올 때까지 멈췄습니다."),
        Saying::Continued => "SIGCONT를 받아 다시 나아갑니다.".to_owned(),
        Saying::Interrupted { name } => format!("{name} 호출이 시그널 처리기 때문에 중단되었습니다(EINTR)."),
        Saying::Restarted { name } => {
            format!("시그널 처리기 때문에 {name}에서 나왔다가, 끝나면 그 호출을 다시 합니다(SA_RESTART).")
        }
        Saying::HandlerReturned => "시그널 처리기에서 중단되었던 곳으로 돌아갑니다.".to_owned(),
        Saying::Returned { name, value } => format!("{name}을(를) 부르고 {value}을(를) 돌려받습니다."),
        Saying::Failed { name, errno } => {
            format!("{name}을(를) 부르지만 실패합니다: {errno} ({})", errno.text().unwrap_or("알 수 없는 오류"))
        }
        Saying::Waits { name } => format!("{name} 안에서 기다립니다."),
        Saying::DiedIn { name } => format!("{name} 안에서 죽습니다."),
        Saying::WokenBy { by, then } => format!("P{by} 덕분에 깨어나, {}", say(then)),
    }
}
