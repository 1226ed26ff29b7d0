//! How the face asks for words: by id, with arguments. The loader of `register::words` answers; tests answer themselves.

/// A source of words in one language.
pub trait Speak {
    /// The words of an id; `id.short` and `id.help` are its attributes.
    fn say(&self, id: &str) -> String {
        self.say_with(id, &[])
    }

    /// The words of an id with arguments.
    fn say_with(&self, id: &str, args: &[(&str, String)]) -> String;
}
