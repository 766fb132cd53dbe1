//! Files that every Linux has and the lab has not: looking for one ends the run by its name, so that no program takes for
//! missing what is only missing here.

/// Such files and folders, without a slash at the end.
const LACKING: [&str; 16] = [
    "/dev/console",
    "/dev/full",
    "/dev/ptmx",
    "/dev/pts",
    "/dev/random",
    "/dev/urandom",
    "/etc/fstab",
    "/etc/hostname",
    "/etc/mtab",
    "/etc/os-release",
    "/etc/services",
    "/etc/shadow",
    "/home",
    "/proc",
    "/sys",
    "/var",
];

/// What a path from the root leads to that the lab lacks, as the path of the file or of the folder that it lies in.
#[must_use]
pub fn lacking(path: &[u8]) -> Option<&'static str> {
    let leads_into = |entry: &&str| {
        path.strip_prefix(entry.as_bytes()).is_some_and(|rest| matches!(rest.first(), None | Some(b'/')))
    };
    LACKING.into_iter().find(leads_into)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_names_count() {
        assert_eq!(lacking(b"/proc/self/stat"), Some("/proc"));
        assert_eq!(lacking(b"/proc"), Some("/proc"));
        assert_eq!(lacking(b"/process"), None);
        assert_eq!(lacking(b"proc/x"), None);
        assert_eq!(lacking(b"/dev/null"), None);
    }
}
