//! Reads the vector tables of `tests/data`: tab-separated, a header row, `\uHHHH` for what an editor would hide.

use std::collections::HashMap;

/// Rows by column name; escapes of every column decoded.
pub(crate) fn read(text: &str) -> Vec<HashMap<String, String>> {
    let mut lines = text.lines();
    let header: Vec<&str> = lines.next().unwrap().split('\t').collect();
    lines
        .map(|line| header.iter().map(|h| (*h).to_owned()).zip(line.split('\t').map(decode)).collect())
        .collect()
}

fn decode(cell: &str) -> String {
    let mut parts = cell.split("\\u");
    let mut out = parts.next().unwrap().to_owned();
    for part in parts {
        let (code, rest) = part.split_at(4);
        out.push(char::from_u32(u32::from_str_radix(code, 16).unwrap()).unwrap());
        out.push_str(rest);
    }
    out
}
