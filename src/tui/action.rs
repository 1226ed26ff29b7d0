//! The one table of what a person can do: it drives keys, key bar, help, palette and the key table of the docs.
//!
//! An action's words stand in `assets/locales/*/actions.ftl` under its id with `-` for `.` (a dot means an attribute
//! there): the name, `.short` for the key bar, `.help` for the help.

use super::key::Key;

/// Where an action is live. A screen is live together with [`Context::Work`] and [`Context::Global`]; a dialog or popup takes keys
/// before the screen below it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs)] // the names of the screens
pub enum Context {
    Global,
    /// Every screen behind the login.
    Work,
    Login,
    Search,
    ThirdParty,
    Card,
    /// Any list in client context.
    Client,
    WorkEducation,
    Plan,
    Contacts,
    Agenda,
    DayEnd,
    Conflicts,
    Sync,
    LogReview,
    Papers,
    Users,
    /// A register of the office.
    Register,
    Form,
    Dialog,
    Popup,
}

impl Context {
    /// Whether its screens stand in a client's file, where nothing else is said of them.
    pub const fn of_client(self) -> bool {
        !matches!(
            self,
            Context::Login | Context::Search | Context::LogReview | Context::Users | Context::Register
        )
    }

    /// Every context.
    pub const ALL: [Context; 21] = [
        Context::Global,
        Context::Work,
        Context::Login,
        Context::Search,
        Context::ThirdParty,
        Context::Card,
        Context::Client,
        Context::WorkEducation,
        Context::Plan,
        Context::Contacts,
        Context::Agenda,
        Context::DayEnd,
        Context::Conflicts,
        Context::Sync,
        Context::LogReview,
        Context::Papers,
        Context::Users,
        Context::Register,
        Context::Form,
        Context::Dialog,
        Context::Popup,
    ];

    /// The contexts whose keys are live in this one, the nearest first.
    pub const fn live(self) -> &'static [Context] {
        match self {
            Context::Global => &[Context::Global],
            Context::Work => &[Context::Work, Context::Global],
            Context::Login => &[Context::Login, Context::Global],
            Context::Search => &[Context::Search, Context::Work, Context::Global],
            Context::ThirdParty => &[Context::ThirdParty, Context::Work, Context::Global],
            Context::Card => &[Context::Card, Context::Work, Context::Global],
            Context::Client => &[Context::Client, Context::Work, Context::Global],
            // On the work time line A fills a gap; acceptance is not there.
            Context::WorkEducation => {
                &[Context::WorkEducation, Context::Client, Context::Work, Context::Global]
            }
            Context::Plan => &[Context::Plan, Context::Client, Context::Work, Context::Global],
            Context::Contacts => &[Context::Contacts, Context::Client, Context::Work, Context::Global],
            Context::Agenda => &[Context::Agenda, Context::Work, Context::Global],
            Context::DayEnd => &[Context::DayEnd, Context::Work, Context::Global],
            Context::Conflicts => &[Context::Conflicts, Context::Work, Context::Global],
            Context::Sync => &[Context::Sync, Context::Work, Context::Global],
            Context::LogReview => &[Context::LogReview, Context::Work, Context::Global],
            Context::Papers => &[Context::Papers, Context::Work, Context::Global],
            Context::Users => &[Context::Users, Context::Work, Context::Global],
            Context::Register => &[Context::Register, Context::Work, Context::Global],
            Context::Form => &[Context::Form, Context::Work, Context::Global],
            Context::Dialog => &[Context::Dialog, Context::Global],
            Context::Popup => &[Context::Popup, Context::Global],
        }
    }
}

/// One line of the table.
#[derive(Debug)]
pub struct ActionMeta {
    /// What is done.
    pub action: Action,
    /// Permanent name, `form.save`; its words have it with `-` for `.`.
    pub id: &'static str,
    /// Where it is live.
    pub contexts: &'static [Context],
    /// Keys of the `desktop` profile, in the notation of [`super::key`]; the first is the one shown.
    pub keys: &'static [&'static str],
    /// Place in the key bar: small numbers stay when it is narrow. `None`: not in the bar.
    pub bar: Option<u8>,
    /// Offered in the palette.
    pub palette: bool,
}

impl ActionMeta {
    /// The Fluent id of its words.
    pub fn words(&self) -> String {
        self.id.replace('.', "-")
    }

    /// Its place in the key bar of a context. A client stands by: on the card the end of the visit comes right behind the
    /// help, elsewhere behind what the screen is for (tui design, 4.2).
    pub fn place(&self, context: Context) -> Option<u8> {
        match (self.action, context) {
            (Action::EndVisit, Context::Card) => Some(1),
            // What a plan is opened for is not pushed out by what every screen has.
            (Action::Acceptance | Action::Versions, Context::Plan) => Some(3),
            _ => self.bar,
        }
    }

    /// Whether it is live in a context, inherited ones included.
    pub fn live_in(&self, context: Context) -> bool {
        context.live().iter().any(|c| self.contexts.contains(c))
    }
}

macro_rules! actions {
    ($($name:ident: $id:literal, [$($context:expr),*], [$($key:literal),*], $bar:expr, $palette:literal;)*) => {
        /// What a person can do.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[allow(missing_docs)] // each is told in assets/locales/*/actions.ftl
        pub enum Action {
            $($name,)*
        }

        /// Every action, in the order of help and palette.
        pub static ACTIONS: &[ActionMeta] = &[
            $(ActionMeta {
                action: Action::$name,
                id: $id,
                contexts: &[$($context),*],
                keys: &[$($key),*],
                bar: $bar,
                palette: $palette,
            },)*
        ];
    };
}

actions! {
    Help: "common.help", [Context::Global], ["<f1>", "?"], Some(1), false;
    Palette: "common.palette", [Context::Global], ["<f2>", "<c-p>"], Some(40), false;
    EndVisit: "visit.end", [Context::Work], ["<f3>", "<c-f>"], Some(5), true;
    Back: "common.back", [Context::Global], ["<esc>", "<f12>", "<c-g>", "<c-c>"], Some(99), false;
    Cover: "common.cover", [Context::Global], ["<f8>", "<c-k>"], Some(4), true;
    Lock: "common.lock", [Context::Global], ["<c-l>"], None, true;
    Quit: "common.quit", [Context::Global], ["<c-q>"], Some(98), true;
    QuickNote: "contact.note", [Context::Work], ["<c-y>"], Some(4), true;
    Worklist: "agenda.open", [Context::Work], ["<c-t>"], Some(23), true;
    Situation: "visit.situation", [Context::Work], ["<c-x>"], None, true;
    Reveal: "common.reveal", [Context::Work], ["<c-e>"], Some(22), true;
    Language: "common.language", [Context::Global], [], None, true;
    DayEnd: "day.end", [Context::Work], [], None, true;
    GoSync: "sync.open", [Context::Work], [], None, true;
    GoConflicts: "conflict.open", [Context::Work], [], None, true;
    GoLog: "log.open", [Context::Work], [], None, true;
    GoUsers: "user.open", [Context::Work], [], None, true;
    GoPack: "pack.open", [Context::Work], [], None, true;
    GoExports: "export.open", [Context::Work], [], None, true;
    GoSettings: "settings.open", [Context::Work], [], None, true;
    ChangePassword: "password.change", [Context::Work], [], None, true;
    DeclareOwn: "own.declare", [Context::Work], [], None, true;
    ConfirmClock: "clock.confirm", [Context::Work], [], None, true;
    LoginNext: "login.next", [Context::Login], ["<enter>", "<tab>", "<down>"], Some(2), false;
    LoginBack: "login.previous", [Context::Login], ["<s-tab>", "<up>"], None, false;
    Activate: "login.activate", [Context::Login], ["<f7>"], Some(3), false;
    SearchOpen: "search.open", [Context::Search], ["<enter>"], Some(2), false;
    SearchThird: "search.third", [Context::Search], ["<f4>", "<c-o>"], Some(3), true;
    SearchRegister: "search.register", [Context::Search], ["<f7>", "<c-n>"], Some(3), true;
    CompareAnswers: "search.compare", [Context::Card, Context::Client], [], None, true;
    OpenRow: "list.open", [Context::Card, Context::Client, Context::Agenda, Context::Conflicts, Context::Sync, Context::DayEnd, Context::LogReview, Context::Register], ["<enter>"], Some(2), false;
    NextRow: "list.next", [Context::Search, Context::Card, Context::Client, Context::Agenda, Context::Conflicts, Context::Sync, Context::LogReview, Context::DayEnd, Context::Users, Context::Register], ["<tab>", "<down>"], None, false;
    PreviousRow: "list.previous", [Context::Search, Context::Card, Context::Client, Context::Agenda, Context::Conflicts, Context::Sync, Context::LogReview, Context::DayEnd, Context::Users, Context::Register], ["<s-tab>", "<up>"], None, false;
    NextPage: "list.page-down", [Context::Search, Context::Card, Context::Client, Context::Agenda, Context::Conflicts, Context::Sync, Context::LogReview, Context::DayEnd, Context::Users, Context::Register], ["<f6>", "<pgdn>"], None, false;
    PreviousPage: "list.page-up", [Context::Search, Context::Card, Context::Client, Context::Agenda, Context::Conflicts, Context::Sync, Context::LogReview, Context::DayEnd, Context::Users, Context::Register], ["<s-f6>", "<pgup>"], None, false;
    FirstRow: "list.first", [Context::Search, Context::Card, Context::Client, Context::Agenda, Context::Conflicts, Context::Sync, Context::LogReview, Context::DayEnd, Context::Users, Context::Register], ["<home>"], None, false;
    LastRow: "list.last", [Context::Search, Context::Card, Context::Client, Context::Agenda, Context::Conflicts, Context::Sync, Context::LogReview, Context::DayEnd, Context::Users, Context::Register], ["<end>"], None, false;
    Refresh: "list.refresh", [Context::Search, Context::Card, Context::Client, Context::Agenda, Context::Conflicts, Context::Sync, Context::LogReview, Context::DayEnd, Context::Users, Context::Register], ["<f5>", "<c-r>"], None, true;
    NewRecord: "list.new", [Context::Card, Context::Client, Context::Register], ["<f7>", "<c-n>"], Some(3), true;
    Digit: "list.digit", [Context::Card, Context::Client, Context::Contacts, Context::Agenda, Context::Conflicts, Context::Papers], ["1", "2", "3", "4", "5", "6", "7", "8", "9"], None, false;
    Filter: "list.filter", [Context::Client, Context::LogReview, Context::Register], ["/"], Some(5), true;
    Remove: "list.remove", [Context::Client], ["<del>"], Some(7), true;
    Correct: "list.correct", [Context::Client], ["k"], None, true;
    Withdrawn: "list.withdrawn", [Context::Client], ["x"], None, true;
    MoveEntry: "list.move", [Context::Client], [], None, true;
    History: "client.history", [Context::Card, Context::Client, Context::Register], ["h"], Some(6), true;
    Alerts: "client.alerts", [Context::Card, Context::Client, Context::Form], ["!"], None, true;
    Acceptance: "plan.accept", [Context::Card, Context::Client], ["a"], Some(5), true;
    FillGap: "work.gap", [Context::WorkEducation], ["a"], Some(3), true;
    Arrived: "client.arrived", [Context::Card, Context::Agenda], ["s"], Some(4), true;
    ShowClient: "client.show", [Context::Card], ["n"], None, true;
    PapersMenu: "client.papers", [Context::Card], ["p"], None, true;
    OwnData: "client.own-data", [Context::Card], [], None, true;
    WhoViewed: "client.who-viewed", [Context::Card], [], None, true;
    EditPlan: "plan.edit", [Context::Plan], ["m"], Some(30), true;
    PlanHistory: "plan.history", [Context::Plan], [], None, true;
    Versions: "plan.versions", [Context::Plan], ["v"], Some(4), true;
    UserGrant: "user.grant", [Context::Users], ["<enter>"], Some(2), true;
    UserRoleEnd: "user.role-end", [Context::Users], [], None, true;
    UserRight: "user.right", [Context::Users], ["o"], Some(7), true;
    UserRightEnd: "user.right-end", [Context::Users], [], None, true;
    UserDeclare: "user.declare", [Context::Users], [], None, true;
    UserNew: "user.new", [Context::Users], ["<f7>", "<c-n>"], Some(3), true;
    UserCode: "user.code", [Context::Users], ["k"], Some(5), true;
    UserEnd: "user.end", [Context::Users], ["<del>"], Some(6), true;
    NoShow: "agenda.no-show", [Context::Agenda], ["e"], Some(5), true;
    MoveBooking: "agenda.move", [Context::Agenda], ["m"], Some(6), true;
    Resolve: "conflict.resolve", [Context::Conflicts], ["<f9>", "<c-s>"], Some(3), true;
    Usb: "sync.usb", [Context::Sync], ["u"], Some(4), true;
    LogByClient: "log.by-client", [Context::LogReview], ["a"], Some(4), true;
    LogName: "log.name", [Context::LogReview], ["n"], Some(6), true;
    LogReviewed: "log.reviewed", [Context::LogReview], ["v"], Some(4), true;
    ThirdAnswer: "third.answer", [Context::ThirdParty], ["<f9>", "<c-s>"], Some(2), false;
    FieldNext: "form.next", [Context::Form, Context::ThirdParty], ["<enter>", "<tab>", "<down>"], None, false;
    FieldPrevious: "form.previous", [Context::Form, Context::ThirdParty], ["<s-tab>", "<up>"], None, false;
    FieldPick: "form.pick", [Context::Form, Context::ThirdParty], ["<f4>", "<c-o>"], Some(3), false;
    FieldRevert: "form.revert", [Context::Form], ["<f5>", "<c-r>"], Some(5), false;
    SectionNext: "form.section-next", [Context::Form], ["<f6>", "<pgdn>"], None, false;
    SectionPrevious: "form.section-previous", [Context::Form], ["<s-f6>", "<pgup>"], None, false;
    RowNew: "form.row", [Context::Form], ["<f7>", "<c-n>"], None, false;
    FieldDup: "form.dup", [Context::Form], ["<c-d>"], Some(6), false;
    FieldClear: "form.clear", [Context::Form, Context::Search, Context::ThirdParty], ["<c-u>"], None, false;
    Save: "form.save", [Context::Form], ["<f9>", "<c-s>"], Some(2), false;
    Confirm: "dialog.confirm", [Context::Dialog], ["<f9>", "<c-s>"], Some(2), false;
    DialogNext: "dialog.next", [Context::Dialog], ["<tab>", "<right>", "<down>", "<s-tab>", "<left>", "<up>"], None, false;
    DialogAct: "dialog.act", [Context::Dialog], ["<enter>"], None, false;
    PopupPick: "popup.pick", [Context::Popup], ["<enter>"], Some(2), false;
    PopupNext: "popup.next", [Context::Popup], ["<tab>", "<down>"], None, false;
    PopupPrevious: "popup.previous", [Context::Popup], ["<s-tab>", "<up>"], None, false;
    PopupPageDown: "popup.page-down", [Context::Popup], ["<pgdn>", "<f6>"], None, false;
    PopupPageUp: "popup.page-up", [Context::Popup], ["<pgup>", "<s-f6>"], None, false;
}

/// The action of an id.
pub fn by_id(id: &str) -> Option<&'static ActionMeta> {
    ACTIONS.iter().find(|meta| meta.id == id)
}

/// Keys that may not be bound: taken by terminals and multiplexers, or the same bytes as another key.
pub fn unbindable(key: Key) -> bool {
    use super::key::Code;
    match key.code {
        Code::F(10 | 11) | Code::F(13..) => true,
        Code::Char(c) if key.mods.ctrl => key.mods.alt || key.mods.shift || "ijmhabzvw[".contains(c),
        Code::Char(_) => key.mods.alt,
        Code::Enter => key.mods.shift || key.mods.ctrl || key.mods.alt,
        _ => key.mods.alt,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::testing::{LANGUAGES, bundle};
    use std::collections::BTreeMap;

    #[test]
    fn every_key_reads_and_none_is_forbidden() {
        for meta in ACTIONS {
            for name in meta.keys {
                let key = Key::parse(name).unwrap_or_else(|| panic!("{}: {name}", meta.id));
                assert!(!unbindable(key), "{}: {name}", meta.id);
            }
        }
    }

    #[test]
    fn ids_are_unique() {
        let mut ids: Vec<&str> = ACTIONS.iter().map(|m| m.id).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), ACTIONS.len());
    }

    #[test]
    fn no_key_means_two_things_in_one_context() {
        for context in Context::ALL {
            let mut seen: BTreeMap<Key, &str> = BTreeMap::new();
            // A context may override the one it stands on (A on the work time line), never what is common or itself.
            for layer in [&[context][..], &[Context::Client], &[Context::Work, Context::Global]] {
                if !layer.iter().all(|c| context.live().contains(c)) {
                    continue;
                }
                let mut here: BTreeMap<Key, &str> = BTreeMap::new();
                for meta in ACTIONS.iter().filter(|m| m.contexts.iter().any(|c| layer.contains(c))) {
                    for key in meta.keys.iter().filter_map(|k| Key::parse(k)) {
                        assert_eq!(here.insert(key, meta.id), None, "{context:?} {key}");
                        let lower = seen.get(&key);
                        let same = lower.is_none_or(|id| *id == meta.id);
                        assert!(
                            same || !layer.contains(&Context::Global),
                            "{context:?} {key} {lower:?} {}",
                            meta.id
                        );
                    }
                }
                seen.extend(here);
            }
        }
    }

    #[test]
    fn every_action_is_reachable_on_a_plain_terminal() {
        for meta in ACTIONS {
            assert!(!meta.keys.is_empty() || meta.palette, "{}", meta.id);
        }
    }

    #[test]
    fn every_action_has_its_words_in_every_language() {
        for lang in LANGUAGES {
            let bundle = bundle(lang);
            for meta in ACTIONS {
                let message =
                    bundle.get_message(&meta.words()).unwrap_or_else(|| panic!("{lang} {}", meta.id));
                assert!(message.value().is_some(), "{lang} {}", meta.id);
                for attribute in ["short", "help"] {
                    let pattern =
                        message.get_attribute(attribute).unwrap_or_else(|| panic!("{lang} {}", meta.id));
                    let text = bundle.format_pattern(pattern.value(), None, &mut Vec::new()).into_owned();
                    let room = if attribute == "short" { 14 } else { 61 };
                    assert!(crate::tui::text::width(&text) <= room, "{lang} {}.{attribute}: {text}", meta.id);
                }
            }
        }
    }

    #[test]
    fn the_key_table_is_known() {
        let mut table = String::new();
        for meta in ACTIONS {
            let contexts: Vec<String> = meta.contexts.iter().map(|c| format!("{c:?}")).collect();
            table.push_str(&format!("{:24} {:32} {}\n", meta.id, meta.keys.join(" "), contexts.join(" ")));
        }
        insta::assert_snapshot!(table);
    }
}
