//! Signals that stop the program. Where they cannot be caught, the next run removes what this one leaves.

/// Removes the program's temporary files before a signal (Ctrl-C, a terminal that is closed) ends it.
pub(super) fn tidy_up_when_stopped() {
    #[cfg(unix)]
    unix::watch();
}

#[cfg(unix)]
mod unix {
    use std::{fs, thread};

    use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM};
    use signal_hook::iterator::Signals;
    use signal_hook::low_level::emulate_default_handler;

    use crate::project::remove_temporaries;

    pub(super) fn watch() {
        let ends = [SIGHUP, SIGINT, SIGQUIT, SIGTERM];
        let ends = ends.into_iter().filter(|signal| !is_ignored(*signal));
        let Ok(mut signals) = Signals::new(ends) else {
            return;
        };
        thread::spawn(move || {
            for signal in signals.forever() {
                remove_temporaries();
                let _ = emulate_default_handler(signal);
            }
        });
    }

    /// Says whether the program was started so that a signal does not end it, as `nohup` starts programs. Only Linux tells.
    fn is_ignored(signal: i32) -> bool {
        let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
        let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
        let mask = mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
        mask.is_some_and(|mask| mask >> (signal - 1) & 1 == 1)
    }
}
