//! What the last step carried between processes and kernel objects: found in its events.

use crate::abi::event::{Body, Outcome};
use crate::abi::syscall::ParamKind;
use crate::abi::{ArgValue, CallRecord, Sysno};

use super::super::{EventAt, ObjectKind, Transfer, View, Way};

/// At most this many bytes of a transfer are kept.
const MOST_BYTES: usize = 24;

/// Finds them; `newest` are the events of the step.
pub(super) fn find(view: &mut View, newest: &[EventAt]) {
    view.transfers = newest.iter().filter_map(|at| transfer(view, at.event.task, &at.event.body)).collect();
}

fn transfer(view: &View, task: u32, body: &Body) -> Option<Transfer> {
    let (Body::Call { call, outcome } | Body::Completed { call, outcome, .. }) = body else { return None };
    let (way, mut bytes) = carried(call, outcome)?;
    bytes.truncate(MOST_BYTES);
    let (fd, object) = place(view, task, call)?;
    Some(Transfer { task, fd, object, way, bytes })
}

/// Which way a call carried which bytes, as its parameters say. Nothing if it carried none.
fn carried(call: &CallRecord, outcome: &Outcome) -> Option<(Way, Vec<u8>)> {
    let Outcome::Returned { value, outputs } = outcome else { return None };
    let params = call.nr.spec()?.params.iter().enumerate();
    let buffer = |(index, param): (usize, &crate::abi::syscall::Param)| match param.kind {
        ParamKind::InBuf { .. } | ParamKind::InMsg { .. } | ParamKind::InHeader => Some((index, Way::In)),
        ParamKind::OutBuf { .. } | ParamKind::OutMsg { .. } | ParamKind::OutHeader => Some((index, Way::Out)),
        _ => None,
    };
    let (index, way) = params.filter_map(buffer).next()?;
    let filled = || outputs.iter().find(|(output, _)| *output == index).map(|(_, filled)| filled);
    let bytes = match way {
        Way::In => bytes_of(call.args.get(index)?)?,
        Way::Out if *value > 0 => bytes_of(filled()?)?,
        Way::Out => return None,
    };
    (!bytes.is_empty()).then_some((way, bytes))
}

fn bytes_of(value: &ArgValue) -> Option<Vec<u8>> {
    match value {
        ArgValue::Bytes { bytes, .. } | ArgValue::Message { bytes, .. } => Some(bytes.clone()),
        ArgValue::Header { parts, .. } => Some(parts.concat()),
        _ => None,
    }
}

/// The object that a call names by its first argument, and the descriptor if that is one.
fn place(view: &View, task: u32, call: &CallRecord) -> Option<(Option<i32>, u32)> {
    let ArgValue::Int(number) = *call.args.first()? else { return None };
    let number = i32::try_from(number).ok()?;
    if call.nr.spec()?.params.first()?.kind == ParamKind::Fd {
        let process = view.tasks.iter().find(|each| each.number == task)?.process;
        let process = view.tasks.iter().find(|each| each.number == process)?;
        let descriptor = process.descriptors.iter().find(|descriptor| descriptor.fd == number)?;
        let file = view.files.iter().find(|file| file.id == descriptor.file)?;
        return Some((Some(number), file.object));
    }
    let named = |kind: &ObjectKind| match kind {
        ObjectKind::MessageQueue { ipc_id, .. } => {
            matches!(call.nr, Sysno::MSGSND | Sysno::MSGRCV) && *ipc_id == number
        }
        ObjectKind::Mailbox { port, .. } => {
            matches!(call.nr, Sysno::MAILBOX_SEND | Sysno::MAILBOX_RECEIVE) && *port == number
        }
        ObjectKind::Channel { task: to, .. } => match call.nr {
            Sysno::MESSAGE_SEND => *to == task_of(view, number),
            Sysno::MESSAGE_RECEIVE => *to == Some(task),
            _ => false,
        },
        _ => false,
    };
    view.objects.iter().find(|object| named(&object.kind)).map(|object| (None, object.id))
}

fn task_of(view: &View, pid: i32) -> Option<u32> {
    view.tasks.iter().find(|task| task.pid == pid).map(|task| task.number)
}
