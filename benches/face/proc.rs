//! What the operating system counts of a process.

/// Resident memory, MiB.
pub fn memory(pid: u32) -> f64 {
    let text = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    number(&text, "VmRSS:") as f64 / 1024.0
}

/// How often its threads went to sleep by themselves: each is a wake-up.
pub fn wakes(pid: u32) -> u64 {
    let threads = std::fs::read_dir(format!("/proc/{pid}/task")).unwrap();
    threads
        .filter_map(|thread| std::fs::read_to_string(thread.ok()?.path().join("status")).ok())
        .map(|status| number(&status, "voluntary_ctxt_switches:"))
        .sum()
}

/// Bytes it wrote, to files and to the terminal.
pub fn written(pid: u32) -> u64 {
    number(&std::fs::read_to_string(format!("/proc/{pid}/io")).unwrap_or_default(), "wchar:")
}

fn number(text: &str, name: &str) -> u64 {
    let line = text.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default();
    line.split_whitespace().next().and_then(|n| n.parse().ok()).unwrap_or(0)
}
