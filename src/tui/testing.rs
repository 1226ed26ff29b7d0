//! What the tests of the face share: scripts of keys, screens as text with the cursor marked, words out of the assets.

use super::key::{Key, parse_keys};
use super::speak::Speak;
use fluent_bundle::{FluentArgs, FluentBundle, FluentResource};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;

/// The languages of the face.
pub const LANGUAGES: [&str; 3] = ["fi", "sv", "en"];

/// The keys of a script: `keys("<f3>meik<enter>")`.
#[must_use]
pub fn keys(script: &str) -> Vec<Key> {
    parse_keys(script).unwrap_or_else(|| panic!("no such key in {script:?}"))
}

/// The words of this part of the face in a language.
pub fn bundle(lang: &str) -> FluentBundle<FluentResource> {
    let mut bundle = FluentBundle::new(vec![lang.parse().unwrap()]);
    bundle.set_use_isolating(false);
    for file in ["actions", "shell"] {
        let path = format!("{}/assets/locales/{lang}/{file}.ftl", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(&path).unwrap();
        let resource =
            FluentResource::try_new(text).unwrap_or_else(|(_, errors)| panic!("{path}: {errors:?}"));
        bundle.add_resource(resource).unwrap_or_else(|errors| panic!("{path}: {errors:?}"));
    }
    bundle
}

/// Words that answer with an error when an id is missing, so that no screen of a test shows one untranslated.
pub struct TestWords(FluentBundle<FluentResource>);

/// The words of a language.
#[must_use]
pub fn words(lang: &str) -> TestWords {
    TestWords(bundle(lang))
}

impl Speak for TestWords {
    fn say_with(&self, id: &str, args: &[(&str, String)]) -> String {
        let (id, attribute) = id.split_once('.').map_or((id, None), |(id, a)| (id, Some(a)));
        let message = self.0.get_message(id).unwrap_or_else(|| panic!("no words for {id}"));
        let pattern = match attribute {
            None => message.value(),
            Some(name) => message.get_attribute(name).map(|a| a.value()),
        };
        let pattern = pattern.unwrap_or_else(|| panic!("no words for {id} {attribute:?}"));
        let mut fluent = FluentArgs::new();
        for (name, value) in args {
            fluent.set(*name, value.clone());
        }
        let mut errors = Vec::new();
        let text = self.0.format_pattern(pattern, Some(&fluent), &mut errors).into_owned();
        assert!(errors.is_empty(), "{id}: {errors:?}");
        text
    }
}

/// Paints on an empty screen and gives it as text; `▏` stands before the cell of the cursor.
#[must_use]
pub fn screen(width: u16, height: u16, paint: impl FnOnce(&mut Buffer, Rect) -> Option<Position>) -> String {
    let area = Rect::new(0, 0, width, height);
    let mut buf = Buffer::empty(area);
    let cursor = paint(&mut buf, area);
    let mut out = String::new();
    for y in 0..height {
        let mut line = String::new();
        let mut wide = 0;
        for x in 0..width {
            if cursor == Some(Position::new(x, y)) {
                line.push('▏');
            }
            let symbol = buf[(x, y)].symbol();
            if wide == 0 {
                line.push_str(symbol);
                wide = super::text::width(symbol).saturating_sub(1);
            } else {
                wide -= 1;
            }
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    if cursor.is_none() {
        out.push_str("(no cursor)\n");
    }
    out
}

/// Where a terminal of a test writes to: the bytes can be taken out while it goes on.
#[derive(Clone, Default)]
pub struct Sink(Rc<RefCell<Vec<u8>>>);

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Sink {
    /// What was written since the last time.
    #[must_use]
    pub fn taken(&self) -> String {
        String::from_utf8(std::mem::take(&mut *self.0.borrow_mut())).unwrap()
    }
}
