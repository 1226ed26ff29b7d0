//! The post town out of the postcode, where the code data know it. Nothing else follows from a postcode: the home
//! municipality is a fact of its own.

use super::FormScreen;
use crate::register::Type;
use crate::register::codes::CodeLists;
use crate::register::words::Lang;

impl FormScreen {
    /// A postcode was typed and its field is left: fills the town, as long as nobody has typed another one.
    /// Tells whether the town is another one than before: the home municipality may be too, and is not filled.
    pub(super) fn fill_town(&mut self, number: u16) -> bool {
        let known = |postcode: &str| CodeLists::embedded().code("postcode", postcode);
        let typed = self.form.field(number).filter(|f| f.changed() && f.error.is_none());
        let Some(typed) = typed.filter(|f| f.field.ty == Type::Postcode) else { return false };
        let (Some(row), Some(field)) = (known(typed.text()), self.kind.field("post_office")) else {
            return false;
        };
        // The postal service's own name is Finnish or both; what is stored does not follow the screen's language.
        let town = row.label(Lang::Fi);
        let free = self.form.field(field.number).is_some_and(|f| !f.changed() || is_town(f.text()));
        let other = self.form.field(field.number).is_some_and(|f| f.text() != town);
        if free && other {
            self.put(field.number, town);
        }
        let municipality = self.kind.field("municipality").and_then(|f| self.form.field(f.number));
        free && other && municipality.is_some_and(|f| !f.changed())
    }
}

/// Whether a text is what some postcode fills in.
fn is_town(text: &str) -> bool {
    let list = CodeLists::embedded().get("postcode");
    list.is_some_and(|list| list.rows().iter().any(|row| row.label(Lang::Fi) == text))
}
