//! Steps that many flows take, each up to the screen that it leads to.

use super::{LIMIT, Pty};

/// The client of the documentation, as a clerk types the name and as the client line shows it.
pub const OSKARI: (&str, &str) = ("niskanen osk", "NISKANEN Oskari");

impl Pty {
    /// From the empty search to the card of a client whom a text finds alone, identified by the first way.
    #[track_caller]
    pub fn open_card(&mut self, search: &str, name: &str) {
        self.go(&format!("{search}<enter>1"), name);
        self.wait_for("Asiakaskortti", LIMIT);
    }

    /// From the card to the form of the contact data.
    #[track_caller]
    pub fn edit_contact_data(&mut self) {
        self.go("1<enter>", "Yhteystiedot: muokkaa");
    }

    /// From the card to the list of contacts.
    #[track_caller]
    pub fn open_contacts(&mut self) {
        self.go("5", "Yhteydenotot");
        self.wait_gone("Asiakaskortti", LIMIT);
    }

    /// From the card to the form of a new contact.
    #[track_caller]
    pub fn new_contact(&mut self) {
        self.open_contacts();
        self.go("<f7>", "Yhteydenotto: uusi");
    }

    /// From a screen of a client to the templates of a quick note.
    #[track_caller]
    pub fn quick_note(&mut self) {
        self.go("<c-y>", "PIKAKIRJAUS");
    }

    /// A form or a note is saved.
    #[track_caller]
    pub fn save(&mut self) {
        self.type_keys("<f9>");
        self.wait_until("the word of it on row 23", LIMIT, |pty| pty.says("Tallennettu"));
    }

    /// Whether the row of messages says so, or the one above it where a message has two.
    #[must_use]
    pub fn says(&self, text: &str) -> bool {
        [22, 23].iter().any(|row| self.row(*row).contains(text))
    }
}
