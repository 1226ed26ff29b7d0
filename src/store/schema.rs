//! The schema as it is compiled in: `schema.sql`, whose kind part is written from the declarations.

/// The text of `schema.sql`.
pub const TEXT: &str = include_str!("../../schema.sql");

/// The line before the kind part.
#[cfg(test)]
const MARK: &str = "rewrites what follows.\n";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::kind_sql;

    /// Compares, and rewrites when asked to, like a snapshot.
    #[test]
    fn the_kind_part_of_the_schema_is_written_from_the_kinds() {
        let (hand, _) = TEXT.split_once(MARK).expect("schema.sql has no kind part");
        let wanted = format!("{hand}{MARK}\n{}", kind_sql::kind_part());
        if std::env::var_os("LUUKKU_WRITE_SCHEMA").is_some() {
            std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/schema.sql"), &wanted).unwrap();
        } else {
            assert!(
                TEXT == wanted,
                "schema.sql is not what the kinds say: LUUKKU_WRITE_SCHEMA=1 cargo test --lib schema"
            );
        }
    }
}
