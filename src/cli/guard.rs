//! A guard around the work: a panic becomes a short message and exit code 3.

use std::panic::{self, PanicHookInfo};
use std::sync::{Arc, Mutex};
use std::thread;

use super::terminal::{Answer, Exit};

/// The stack of the thread that does the work, in bytes: the same on every system. (The main thread has
/// 8 MiB on Linux, 1 MiB on Windows.)
const STACK: usize = 16 << 20;

/// Does the work. If it panics, the answer asks people to report that.
pub(super) fn guarded(work: impl FnOnce() -> Answer + Send + 'static) -> Answer {
    let seen = Arc::new(Mutex::new(None));
    let note = Arc::clone(&seen);
    panic::set_hook(Box::new(move |info| {
        if let Ok(mut first) = note.lock() {
            first.get_or_insert_with(|| describe(info));
        }
    }));
    let outcome = thread::Builder::new().stack_size(STACK).spawn(work);
    let answer = outcome.map(thread::JoinHandle::join);
    drop(panic::take_hook());
    match answer {
        Ok(Ok(answer)) => answer,
        Ok(Err(_)) => {
            let message = seen.lock().ok().and_then(|mut first| first.take());
            internal(&message.unwrap_or_else(|| "a panic".to_owned()))
        }
        Err(error) => internal(&format!("no thread can be started: {error}")),
    }
}

fn internal(message: &str) -> Answer {
    let version = env!("CARGO_PKG_VERSION");
    let err = format!(
        "error: praman {version} stopped because of an internal error: {message}\n  \
         This is a fault of praman, not of your files. Please report it, with the command you ran\n  \
         and the files that it read.\n"
    );
    Answer {
        exit: Exit::Internal,
        ..Answer::errors(err)
    }
}

fn describe(info: &PanicHookInfo<'_>) -> String {
    let payload = info.payload();
    let text = payload
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    let text = text.unwrap_or("a panic without a message");
    let text: Vec<&str> = text.lines().take(3).collect();
    let place = info.location().map_or_else(String::new, |location| {
        format!(" ({}:{})", location.file(), location.line())
    });
    format!("{}{place}", text.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[expect(clippy::panic, reason = "the net is there to catch one")]
    fn a_panic_is_answered_with_exit_code_3_and_where_it_happened() {
        assert_eq!(guarded(|| Answer::fine("done\n")), Answer::fine("done\n"));
        let answer = guarded(|| panic!("no such row"));
        assert_eq!(answer.exit, Exit::Internal);
        assert!(answer.err.contains("no such row"), "{}", answer.err);
        assert!(answer.err.contains("guard.rs:"), "{}", answer.err);
    }
}
