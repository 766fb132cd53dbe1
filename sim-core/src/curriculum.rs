//! What the lab has to show: the systems of the course, each of which at least one scenario covers.
//!
//! The lessons' texts do not belong here, only what a table of contents says.

/// A system of the course.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its id, as a scenario's manifest names it.
    pub id: &'static str,
    /// What it is, in English.
    pub en: &'static str,
    /// What it is, in Korean.
    pub ko: &'static str,
}

/// The row with this id.
#[must_use]
pub fn row(id: &str) -> Option<&'static Row> {
    ROWS.iter().find(|row| row.id == id)
}

macro_rules! rows {
    ($($id:literal, $en:literal, $ko:literal;)*) => {
        /// Every system, in order.
        pub static ROWS: &[Row] = &[$(Row { id: $id, en: $en, ko: $ko }),*];
    };
}

rows! {
    "S01", "The address space of a process", "프로세스의 주소 공간";
    "S02", "The same name means each process's own variable", "같은 이름이라도 프로세스마다 자기 변수";
    "S03", "Memory protection", "메모리 보호";
    "S04", "Kernel space and user space", "커널 공간과 사용자 공간";
    "S05", "fork", "fork";
    "S06", "A sum computed by ten processes", "프로세스 열 개로 구하는 합";
    "S07", "A web server that forks", "fork하는 웹 서버";
    "S08", "Client and server", "클라이언트와 서버";
    "S09", "Communication through a file", "파일을 통한 통신";
    "S10", "System V message queue", "System V 메시지 큐";
    "S11", "System V shared memory", "System V 공유 메모리";
    "S12", "Anonymous pipe", "이름 없는 파이프";
    "S13", "Signal", "시그널";
    "S14", "Semaphore", "세마포어";
    "S15", "Mutex", "뮤텍스";
    "S16", "Message passing through a channel of the kernel", "커널의 채널을 통한 메시지 전달";
    "S17", "Direct communication: naming the process", "직접 통신: 프로세스를 지명";
    "S18", "Indirect communication: through a mailbox", "간접 통신: 메일박스를 거침";
    "S19", "Synchronous communication: a rendezvous", "동기 통신: 랑데부";
    "S20", "Asynchronous communication", "비동기 통신";
    "S21", "Buffering: zero, bounded, unbounded", "버퍼링: 없음, 유한, 무한";
    "S22", "The shared memory model", "공유 메모리 모델";
    "S23", "POSIX shared memory", "POSIX 공유 메모리";
    "S24", "A file mapped into memory", "메모리에 매핑한 파일";
    "S25", "Two pipes for both directions", "양방향을 위한 파이프 두 개";
    "S26", "Named pipe (FIFO)", "이름 있는 파이프(FIFO)";
    "S27", "One producer and several consumers of a queue", "큐 하나에 생산자 하나와 소비자 여럿";
    "S28", "Messages with types and priorities", "타입과 우선순위가 있는 메시지";
    "S29", "A race and its cure", "경쟁 상태와 그 해결";
    "S30", "Stream socket", "스트림 소켓";
    "S31", "Datagram socket", "데이터그램 소켓";
    "S32", "Multicast socket", "멀티캐스트 소켓";
    "S33", "Two computers", "컴퓨터 두 대";
    "S34", "Remote procedure call", "원격 프로시저 호출";
    "S35", "Independent and cooperating processes", "독립 프로세스와 협력 프로세스";
    "S36", "Several cores", "여러 코어에서의 실행";
    "S37", "Processes and threads", "프로세스와 스레드";
}
