//! A small reader of Rust text: enough to tell code from comments and strings, and no more.
//!
//! It never fails: what it does not know becomes punctuation. It is exact about what would otherwise make a rule
//! trip on prose or miss code: nested comments, raw strings, escapes, lifetimes beside character literals.

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// An identifier or keyword; a raw one without its `r#`.
    Ident,
    /// A string literal of any sort, its text decoded.
    Str,
    /// A character or byte literal, its text decoded.
    Char,
    /// A lifetime or label, without its quote.
    Lifetime,
    /// A number.
    Number,
    /// `::`, or one character of anything else.
    Punct,
}

/// One token and the line that it begins on, from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    pub kind: Kind,
    pub text: String,
    pub line: usize,
}

impl Token {
    /// Whether it is this punctuation.
    pub fn is(&self, punct: &str) -> bool {
        self.kind == Kind::Punct && self.text == punct
    }

    /// Whether it is this identifier or keyword.
    pub fn is_ident(&self, name: &str) -> bool {
        self.kind == Kind::Ident && self.text == name
    }
}

/// A text taken apart.
#[derive(Debug, Default)]
pub struct Lexed {
    pub tokens: Vec<Token>,
    /// Whether an inner doc comment stands before the first item, with words in it.
    pub module_docs: bool,
}

/// Takes a text apart.
pub fn lex(text: &str) -> Lexed {
    let mut reader = Reader { chars: text.chars().collect(), at: 0, line: 1, out: Lexed::default() };
    while reader.at < reader.chars.len() {
        reader.token();
    }
    reader.out
}

struct Reader {
    chars: Vec<char>,
    at: usize,
    line: usize,
    out: Lexed,
}

impl Reader {
    fn peek(&self, ahead: usize) -> char {
        self.chars.get(self.at + ahead).copied().unwrap_or('\0')
    }

    fn next(&mut self) -> char {
        let c = self.peek(0);
        self.at += 1;
        if c == '\n' {
            self.line += 1;
        }
        c
    }

    fn ended(&self) -> bool {
        self.at >= self.chars.len()
    }

    fn push(&mut self, kind: Kind, text: String, line: usize) {
        self.out.tokens.push(Token { kind, text, line });
    }

    fn token(&mut self) {
        let (line, c) = (self.line, self.peek(0));
        match c {
            _ if c.is_whitespace() => {
                self.next();
            }
            '/' if self.peek(1) == '/' => self.line_comment(),
            '/' if self.peek(1) == '*' => self.block_comment(),
            '"' => {
                self.next();
                let text = self.quoted('"');
                self.push(Kind::Str, text, line);
            }
            '\'' => self.quote(line),
            _ if c.is_ascii_digit() => self.number(line),
            _ if is_word(c) => self.word(line),
            ':' if self.peek(1) == ':' => {
                self.at += 2;
                self.push(Kind::Punct, "::".to_owned(), line);
            }
            _ => {
                self.next();
                self.push(Kind::Punct, c.to_string(), line);
            }
        }
    }

    fn line_comment(&mut self) {
        let mut text = String::new();
        while !self.ended() && self.peek(0) != '\n' {
            text.push(self.next());
        }
        self.note_docs(&text, "//!");
    }

    fn block_comment(&mut self) {
        let (mut depth, mut text) = (0, String::new());
        while !self.ended() {
            match (self.peek(0), self.peek(1)) {
                ('/', '*') => depth += 1,
                ('*', '/') => depth -= 1,
                _ => {
                    text.push(self.next());
                    continue;
                }
            }
            text.push(self.next());
            text.push(self.next());
            if depth == 0 {
                break;
            }
        }
        self.note_docs(text.strip_suffix("*/").unwrap_or(&text), "/*!");
    }

    /// Docs of the module stand before its first item; only inner attributes may come earlier.
    fn note_docs(&mut self, comment: &str, mark: &str) {
        let first = self.out.tokens.iter().all(|t| !t.is(";") && !t.is("{"));
        if first && comment.strip_prefix(mark).is_some_and(|words| !words.trim().is_empty()) {
            self.out.module_docs = true;
        }
    }

    /// `'a` the lifetime or `'a'` the character.
    fn quote(&mut self, line: usize) {
        self.next();
        let lifetime = is_word(self.peek(0)) && !self.peek(0).is_ascii_digit() && self.peek(1) != '\'';
        if lifetime {
            let text = self.word_text();
            self.push(Kind::Lifetime, text, line);
        } else {
            let text = self.quoted('\'');
            self.push(Kind::Char, text, line);
        }
    }

    fn number(&mut self, line: usize) {
        let mut text = self.word_text();
        // `1.5` is one number, `1..5` and `1.max(2)` are not.
        if self.peek(0) == '.' && self.peek(1).is_ascii_digit() {
            text.push(self.next());
            text.push_str(&self.word_text());
        }
        self.push(Kind::Number, text, line);
    }

    fn word_text(&mut self) -> String {
        let mut text = String::new();
        while is_word(self.peek(0)) {
            text.push(self.next());
        }
        text
    }

    /// An identifier, or the prefix of a literal: `r"`, `r#"`, `b"`, `br"`, `c"`, `cr"`, `b'`.
    fn word(&mut self, line: usize) {
        let begun = self.at;
        let text = self.word_text();
        let hashes = (0..).take_while(|&n| self.peek(n) == '#').count();
        match (text.as_str(), self.peek(hashes)) {
            ("r" | "br" | "cr", '"') => {
                self.at += hashes + 1;
                let text = self.raw(hashes);
                self.push(Kind::Str, text, line);
            }
            ("b" | "c", '"') if hashes == 0 => {
                self.next();
                let text = self.quoted('"');
                self.push(Kind::Str, text, line);
            }
            ("b", '\'') if hashes == 0 => {
                self.next();
                let text = self.quoted('\'');
                self.push(Kind::Char, text, line);
            }
            ("r", c) if hashes == 1 && is_word(c) => {
                self.at = begun + 2;
                let text = self.word_text();
                self.push(Kind::Ident, text, line);
            }
            _ => self.push(Kind::Ident, text, line),
        }
    }

    /// The rest of a raw string, its opening quote already taken.
    fn raw(&mut self, hashes: usize) -> String {
        let mut text = String::new();
        while !self.ended() {
            if self.peek(0) == '"' && (1..=hashes).all(|n| self.peek(n) == '#') {
                self.at += 1 + hashes;
                break;
            }
            text.push(self.next());
        }
        text
    }

    /// The rest of a literal with escapes, its opening quote already taken.
    fn quoted(&mut self, end: char) -> String {
        let mut text = String::new();
        while !self.ended() {
            match self.next() {
                c if c == end => break,
                '\\' => self.escape(&mut text),
                c => text.push(c),
            }
        }
        text
    }

    fn escape(&mut self, text: &mut String) {
        match self.next() {
            'n' => text.push('\n'),
            't' => text.push('\t'),
            'r' => text.push('\r'),
            '0' => text.push('\0'),
            'x' => {
                let digits: String = [self.next(), self.next()].iter().collect();
                text.extend(u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32));
            }
            'u' => {
                let mut digits = String::new();
                while !self.ended() {
                    match self.next() {
                        '}' => break,
                        '{' | '_' => {}
                        c => digits.push(c),
                    }
                }
                text.extend(u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32));
            }
            '\n' => {
                while self.peek(0).is_whitespace() {
                    self.next();
                }
            }
            c => text.push(c),
        }
    }
}

fn is_word(c: char) -> bool {
    c == '_' || c.is_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(kind: Kind, text: &str) -> Vec<String> {
        lex(text).tokens.into_iter().filter(|t| t.kind == kind).map(|t| t.text).collect()
    }

    #[test]
    fn comments_are_no_code_however_they_nest() {
        let text = "a /* b /* c */ \" d */ e // f \"g\n /// h\n i /** j **/ k /**/ l /***/ m";
        assert_eq!(of(Kind::Ident, text), ["a", "e", "i", "k", "l", "m"]);
        assert!(of(Kind::Str, text).is_empty());
    }

    #[test]
    fn strings_end_where_they_end() {
        let text = r####"("a\"b", r"c\", r#"d"e"#, br##"f"#g"##, b"h", c"i", cr"j", "", "// k", "/* l")"####;
        let texts = of(Kind::Str, text);
        assert_eq!(texts, ["a\"b", "c\\", "d\"e", "f\"#g", "h", "i", "j", "", "// k", "/* l"]);
    }

    #[test]
    fn escapes_are_decoded() {
        assert_eq!(
            of(
                Kind::Str,
                r#""\u{e4}\x41\n\\" "a\
            b""#
            ),
            ["äA\n\\", "ab"]
        );
        assert_eq!(
            of(Kind::Char, r"'\'' '\\' '\u{1_F600}' b'\n' '\x41'"),
            ["'", "\\", "\u{1F600}", "\n", "A"]
        );
    }

    #[test]
    fn lifetimes_are_no_characters() {
        let text =
            "fn f<'a, 'static>(x: &'a str) -> &'_ str { 'outer: loop { g('a', '\"', ' ', 'ä', '_', '1') } }";
        assert_eq!(of(Kind::Lifetime, text), ["a", "static", "a", "_", "outer"]);
        assert_eq!(of(Kind::Char, text), ["a", "\"", " ", "ä", "_", "1"]);
        assert!(of(Kind::Str, text).is_empty());
    }

    #[test]
    fn words_that_only_look_like_prefixes() {
        assert_eq!(
            of(Kind::Ident, "r#type br b r c bar r#\"x\"# number"),
            ["type", "br", "b", "r", "c", "bar", "number"]
        );
        assert_eq!(of(Kind::Str, "bar\"x\""), ["x"]);
    }

    #[test]
    fn numbers_and_ranges() {
        assert_eq!(
            of(Kind::Number, "1.5 1..5 0xff_u8 2.max(3) 1e9"),
            ["1.5", "1", "5", "0xff_u8", "2", "3", "1e9"]
        );
        assert_eq!(of(Kind::Ident, "2.max(3)"), ["max"]);
    }

    #[test]
    fn paths_hold_together_and_lines_are_counted() {
        let lexed = lex("a::b\n/* \n */ \"c\nd\"\ne");
        let seen: Vec<_> = lexed.tokens.iter().map(|t| (t.text.as_str(), t.line)).collect();
        assert_eq!(seen, [("a", 1), ("::", 1), ("b", 1), ("c\nd", 3), ("e", 5)]);
    }

    #[test]
    fn module_docs_stand_first() {
        assert!(lex("//! What it is.\nuse a;").module_docs);
        assert!(lex("#![allow(x)]\n//! What it is.").module_docs);
        assert!(lex("/*! What it is. */ fn f() {}").module_docs);
        assert!(!lex("/// Of the item.\nfn f() {}").module_docs);
        assert!(!lex("//!\nfn f() {}").module_docs);
        assert!(!lex("fn f() { //! Late.\n }").module_docs);
        assert!(!lex("// Only a comment.").module_docs);
    }

    #[test]
    fn text_that_breaks_off_ends_the_reading() {
        for text in ["\"a", "'", "/* a", "r#\"a", "\"\\", "\"\\u{", "'\\x", "b'"] {
            let _ = lex(text);
        }
    }
}
