//! One record in a form, or one of the forms of the office. What may be written and seen came with the form.

use super::overlay::{Ask, Leaving, Overlay, Then};
use super::reader::Reader;
use super::{Face, Screen, Step, office_forms, show, users};
use crate::desk::RoleDays;
use crate::desk::api::{Base, Form, FormField, Shown as Given, Unknown, Yes};
use crate::register::kind::{Need, Start};
use crate::register::{Card, Field, Id, Kind, Type, Value, time};
use crate::tui::action::{Action, Context};
use crate::tui::app::App;
use crate::tui::drafts;
use crate::tui::form::{FieldState, FormEvent, FormState, state::Focus};
use crate::tui::key::{Code, Key};
use crate::tui::keymap::Enter;
use crate::tui::shown::Shown;
use crate::tui::speak::Speak;
use crate::tui::want::{Answers, FormWant};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use std::collections::{BTreeMap, BTreeSet};

mod hidden;
pub mod naming;
mod pick;
mod send;
mod spoken;
mod town;

/// What the form is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A record.
    Record,
    /// A new account.
    NewUser,
    /// A role for this user.
    Grant(Id),
    /// A role of a user ends.
    EndRole(Id),
    /// An individual right for this user.
    Right(Id),
    /// Whose files never open for this user, or for the one who is logged in.
    Declare(Option<Id>),
    /// Which rows of the access log are shown.
    LogFilter,
    /// Part of another screen, which saves it.
    Part,
    /// The acceptance of this plan, which the plan's screen asks and sends.
    Accept(Id),
}

/// The screen.
pub struct FormScreen {
    /// The kind.
    pub kind: &'static Kind,
    /// The record; none for a new one.
    pub record: Option<Id>,
    /// The record in whose place a new one comes.
    pub corrects: Option<Id>,
    /// What it is for.
    pub purpose: Purpose,
    /// What is typed.
    pub form: FormState,
    base: Base,
    choices: Vec<Choices>,
    searched: Vec<(u16, usize)>,
    /// Texts of fields that were looked for on the desk's side already.
    sought: Vec<(u16, String)>,
    save: crate::desk::api::Allowed,
    /// Fields that were asked and are none: cleared where nobody had asked.
    none: BTreeSet<u16>,
    /// What is shown for a while, and how it was hidden.
    revealed: BTreeMap<u16, Shown>,
    yes: Yes,
    /// The text changed since it was kept.
    pub unkept: bool,
    /// Where its text is kept; none before it is known whether some was.
    pub kept_at: Option<String>,
    /// Where texts lie that were offered and left as they are.
    pub declined: Vec<String>,
    /// The digit of the template it was filled from: in a quick note.
    pub template: Option<u8>,
    /// What was answered of an acceptance, beside the fields: in a quick note.
    pub answers: Option<Answers>,
    /// The field of the form below that is to name what is saved here.
    pub names: Option<u16>,
    /// Somebody typed or picked something: what a form suggests by itself is no work to lose.
    typed: bool,
}

/// What a field may refer to.
type Choices = (u16, Vec<(Id, String)>);

/// What is wrong with a text as the value of a field, as a sentence.
fn judge(
    app: &App,
    purpose: Purpose,
    days: Option<&RoleDays>,
    reader: &Reader<'_>,
    number: u16,
    text: &str,
) -> Result<(), String> {
    let value = reader.read(number, text)?;
    if purpose == Purpose::NewUser && number == office_forms::LOGIN {
        return users::judge_login(app, text);
    }
    let fault = days.and_then(|days| {
        let which = office_forms::role_day(reader.kind.field_number(number)?)?;
        days.fault(which, i32::try_from(value?.as_int()?).ok()?)
    });
    fault.map_or(Ok(()), |id| Err(app.words.get(id)))
}

/// A field that nothing will be typed into, whatever is revealed.
fn shut(field: &FieldState) -> bool {
    field.locked || field.field.computed
}

/// The records a field may refer to, with the names of the codes that they are called by.
fn worded(app: &App, kind: &Kind, (number, offered): Choices) -> Choices {
    let Some(field) = kind.field_number(number) else { return (number, offered) };
    let named = |(id, name): (Id, String)| (id, show::referred(&app.words, field, &name));
    (number, offered.into_iter().map(named).collect())
}

impl FormScreen {
    /// Of a form that came.
    pub fn new(app: &App, form: Form, want: &FormWant) -> FormScreen {
        let mut screen = FormScreen {
            kind: form.kind,
            record: form.record,
            corrects: form.corrects,
            purpose: Purpose::Record,
            form: FormState::new(Vec::new(), String::new()),
            base: form.base,
            choices: form.choices.into_iter().map(|offered| worded(app, form.kind, offered)).collect(),
            searched: form.searched,
            sought: Vec::new(),
            save: form.save,
            none: BTreeSet::new(),
            revealed: BTreeMap::new(),
            yes: Yes::default(),
            unkept: false,
            kept_at: want.kept_at.clone(),
            declined: Vec::new(),
            template: None,
            answers: None,
            names: want.names,
            typed: false,
        };
        let open = screen.record.is_some() && !form.fields.iter().any(|f| screen.is_end(f));
        let fields = form.fields.iter().filter_map(|f| screen.field(app, f, open)).collect();
        screen.form = FormState::new(fields, app.words.get("form-missing"));
        screen.form.today = app.today();
        screen.form.reveals =
            app.file.as_ref().is_some_and(|file| file.may.reveal == crate::desk::api::Allowed::Yes);
        // Nothing was there before a new record.
        screen.form.fresh = screen.record.is_none();
        // What is written once, and filled, can only be read.
        screen.form.read_only = screen.save != crate::desk::api::Allowed::Yes
            || screen.record.is_some() && screen.form.fields().iter().all(shut);
        let suggested: Vec<(u16, String)> =
            form.fields.iter().filter_map(|f| screen.suggested(app, f)).collect();
        for (number, text) in suggested {
            screen.put(number, &text);
        }
        screen.begin(app, want);
        screen
    }

    /// An empty form of the office.
    pub fn empty(app: &App, kind: &'static Kind, purpose: Purpose) -> FormScreen {
        let field = |field: &'static Field| FormField {
            number: field.number,
            // A henkilötunnus is always asked; left as it is, nobody was asked.
            shown: match field.ty {
                Type::Hetu => Given::Unknown(Unknown::NeverAsked),
                _ => Given::Empty,
            },
            suggested: (field.start == Start::Today).then(|| Value::Int(time::day_of(app.now).into())),
            writable: true,
            replace_unseen: false,
        };
        let form = Form {
            client: None,
            kind,
            record: None,
            corrects: None,
            fields: kind.fields.iter().map(field).collect(),
            base: Base::default(),
            save: crate::desk::api::Allowed::Yes,
            choices: Vec::new(),
            searched: Vec::new(),
            remarks: Vec::new(),
        };
        let mut screen = FormScreen::new(app, form, &FormWant::default());
        screen.purpose = purpose;
        if purpose == Purpose::LogFilter {
            screen.form.button = "log-button-show";
        }
        screen
    }

    /// An empty form of the office comes over the screen at hand.
    pub fn ask(app: &mut App, kind: &'static Kind, purpose: Purpose) {
        let form = FormScreen::empty(app, kind, purpose);
        app.next.push(Screen::Form(Box::new(form)));
    }

    /// The same record, read again: what was typed and the version it was typed over stay.
    pub fn replace(&mut self, app: &App, form: Form) {
        let want = FormWant {
            texts: self.texts(),
            focus: self.focus(),
            kept: true,
            names: self.names,
            ..FormWant::default()
        };
        let mut new = FormScreen::new(app, form, &want);
        new.base = std::mem::take(&mut self.base);
        new.none = std::mem::take(&mut self.none);
        new.keep_found(std::mem::take(&mut self.choices));
        new.sought = std::mem::take(&mut self.sought);
        (new.unkept, new.typed) = (self.unkept, self.typed);
        (new.kept_at, new.declined) = (self.kept_at.take(), std::mem::take(&mut self.declined));
        new.form.draft = self.form.draft.take();
        *self = new;
    }

    /// Puts in what was typed before.
    pub fn begin(&mut self, app: &App, want: &FormWant) {
        for (number, text) in &want.texts {
            self.put(*number, text);
            // Only who saw what is hidden can have emptied it: of no other field an empty text was kept.
            if let Some(field) = self.form.field_mut(*number).filter(|f| f.editable() && text.is_empty()) {
                field.over_seen = true;
            }
        }
        self.typed |= !want.texts.is_empty();
        if want.kept_at.is_some() {
            self.kept_at.clone_from(&want.kept_at);
        }
        if let Some(base) = &want.base {
            self.base = base.clone();
        }
        if let Some(number) = want.focus {
            self.form.focus_on(number);
        }
        // What was typed before is gone on with, not begun anew.
        if let Some(field) = self.focus().filter(|_| want.kept).and_then(|n| self.form.field_mut(n)) {
            field.go_on();
        }
        self.codes(app);
    }

    /// Puts a text into a field if it may be typed into.
    pub fn put(&mut self, number: u16, text: &str) {
        if let Some(field) = self.form.field_mut(number).filter(|f| f.editable()) {
            field.set_text(text);
        }
    }

    fn reader<'a>(&'a self, app: &'a App) -> Reader<'a> {
        Reader {
            kind: self.kind,
            choices: &self.choices,
            searched: &self.searched,
            words: &app.words,
            now: app.now,
        }
    }

    /// Whether it tells that the record has come to its end.
    fn is_end(&self, given: &FormField) -> bool {
        let end = self.kind.field_number(given.number).is_some_and(|field| field.name == "end");
        end && matches!(given.shown, Given::Value { .. })
    }

    /// A field; of what is still `open` nobody was to ask how it ended, so nothing there reads as never asked.
    fn field(&self, app: &App, given: &FormField, open: bool) -> Option<FieldState> {
        let field = self.kind.field_number(given.number)?;
        let original = match &given.shown {
            // What shows only beside an end is asked as soon as one is typed.
            Given::Unknown(Unknown::NeverAsked)
                if open && field.visible == Need::Always && self.kind.tells_an_end(field) =>
            {
                Shown::Empty
            }
            shown => self.spoken(app, field, shown),
        };
        let label = app.words.field(self.kind, field);
        let mut state = FieldState::new(field, label, app.words.help(self.kind, field), original);
        if !given.writable {
            state.lock();
        }
        state.write_unseen = given.replace_unseen;
        Some(state)
    }

    /// What was there, as the form shows it.
    fn spoken(&self, app: &App, field: &'static Field, given: &Given) -> Shown {
        match given {
            Given::Value { value, label } => Shown::Value(match label {
                Some(label) => show::referred(&app.words, field, label),
                None => self.reader(app).text(field, value),
            }),
            other => show::value(&app.words, self.kind, field.number, other, false),
        }
    }

    fn suggested(&self, app: &App, given: &FormField) -> Option<(u16, String)> {
        let field = self.kind.field_number(given.number)?;
        let value = given.suggested.as_ref()?;
        Some((given.number, self.reader(app).text(field, value)))
    }

    /// What is there was written once: only what was not asked may be typed into.
    fn only_fills(&self) -> bool {
        let held = |f: &FieldState| matches!(f.original, Shown::Value(_) | Shown::Hidden(_));
        let fields = self.form.fields();
        let some_shut = fields.iter().any(|f| f.locked && !f.field.computed && held(f));
        self.record.is_some()
            && !self.form.read_only
            && some_shut
            && fields.iter().all(|f| shut(f) || !held(f))
    }

    /// Whom a role or right is given to: the users stand below.
    fn grantee<'a>(&self, app: &'a App) -> Option<&'a str> {
        let (Purpose::Grant(user) | Purpose::EndRole(user) | Purpose::Right(user)) = self.purpose else {
            return None;
        };
        app.stack.iter().find_map(|entry| match &entry.screen {
            Screen::Users(users) => users.name(user),
            _ => None,
        })
    }

    /// What the days of a role that is being given are measured by; none where no role is.
    fn role_days(&self, app: &App) -> Option<RoleDays> {
        let text = |name| self.form.field(self.kind.field(name)?.number).map(FieldState::text);
        if !matches!(self.purpose, Purpose::NewUser | Purpose::Grant(_)) {
            return None;
        }
        text("role").filter(|role| !role.trim().is_empty())?;
        let first = text("from").and_then(|from| {
            let day =
                self.reader(app).read(self.kind.field("from")?.number, from).ok().flatten()?.as_int()?;
            i32::try_from(day).ok()
        });
        Some(RoleDays { today: app.today(), first })
    }

    /// The codes behind the labels, for the conditions of other fields.
    fn codes(&mut self, app: &App) {
        let found: Vec<(u16, Option<String>)> = self
            .form
            .fields()
            .iter()
            .filter(|f| matches!(f.field.ty, Type::Code(_) | Type::CodeOf(..)))
            .map(|f| (f.field.number, self.reader(app).code(f.field, f.text())))
            .collect();
        for (number, code) in found {
            if let Some(field) = self.form.field_mut(number) {
                field.code = code;
            }
        }
    }

    /// What was typed, by field: the text of a draft.
    pub fn texts(&self) -> Vec<(u16, String)> {
        self.form
            .fields()
            .iter()
            .filter(|f| f.changed())
            .map(|f| (f.field.number, f.text().to_owned()))
            .collect()
    }

    /// Over which version it is typed; none of a new record of which there may be many.
    pub fn typed_over(&self) -> Option<Base> {
        // The only record of a kind may be there without being named.
        let over = self.record.or(self.corrects).is_some() || self.kind.card == Card::One;
        (over && self.purpose == Purpose::Record).then(|| self.base.clone())
    }

    /// The field that has the focus.
    pub fn focus(&self) -> Option<u16> {
        match self.form.focus() {
            Focus::Field(number) => Some(number),
            _ => None,
        }
    }

    /// Does an action of the form engine.
    pub fn engine(&mut self, app: &App, action: Action) -> FormEvent {
        let days = self.role_days(app);
        let Self { form, kind, choices, searched, purpose, .. } = self;
        let reader = Reader { kind, choices, searched, words: &app.words, now: app.now };
        let check = |number, text: &str| judge(app, *purpose, days.as_ref(), &reader, number, text);
        form.width = app.size.0;
        form.act(action, &check)
    }

    fn engine_key(&mut self, app: &App, key: Key) -> Option<FormEvent> {
        let days = self.role_days(app);
        let Self { form, kind, choices, searched, purpose, .. } = self;
        let reader = Reader { kind, choices, searched, words: &app.words, now: app.now };
        let check = |number, text: &str| judge(app, *purpose, days.as_ref(), &reader, number, text);
        form.width = app.size.0;
        form.key(key, &check)
    }

    /// A typed value is shown as it is understood, once its field is left.
    fn normalise(&mut self, app: &App, number: u16) {
        let Some(field) = self.form.field(number).filter(|f| f.changed() && f.error.is_none()) else {
            return;
        };
        if let Ok(Some(value)) = self.reader(app).read(number, field.text()) {
            let text = self.reader(app).text(field.field, &value);
            if !text.is_empty() && text != field.text() {
                self.put(number, &text);
            }
        }
    }

    fn event(&mut self, app: &mut App, before: Option<u16>, event: FormEvent) -> Step {
        if let Some(number) = before.filter(|_| self.focus() != before) {
            self.mask_left(number);
            self.normalise(app, number);
            if self.fill_town(number) {
                app.say_id("form-check-municipality");
            }
        }
        self.codes(app);
        match event {
            FormEvent::None => {}
            FormEvent::Changed => {
                self.unkept = true;
                self.typed = true;
                self.yes = Yes::default();
                // What is typed anew is looked for anew.
                self.sought.retain(|(number, _)| Some(*number) != before);
                drafts::later(app);
            }
            FormEvent::Full { max, pasted } => {
                let id = if pasted { "form-full-paste" } else { "form-full" };
                app.refuse(app.words.say_with(id, &[("n", max.to_string())]));
            }
            FormEvent::FocusMoved => drafts::keep(app, self),
            FormEvent::WantsPick(number) => self.pick(app, number),
            FormEvent::WantsDup(number) => self.dup(app, number),
            FormEvent::WantsReveal(number) => self.ask_reveal(app, number),
            FormEvent::WantsHelp(_) | FormEvent::WantsRow => app.bell(),
            FormEvent::Save => self.send(app),
            FormEvent::Refused(faults) => {
                let text = self.errors(app, faults);
                app.refuse(text);
                self.ask_faults(app);
            }
            FormEvent::Leave => return self.leave(app),
        }
        Step::Done
    }

    /// Something was answered beside the fields: a lock keeps it, a draft does not.
    pub fn answered(&mut self, app: &mut App, answers: Answers) {
        self.answers = Some(answers);
        app.dirty = true;
    }

    /// Whether something that somebody typed would be lost.
    pub fn unsaved(&self) -> bool {
        (self.typed && self.form.dirty()) || self.answers.is_some()
    }

    /// Whether there is text to be kept as a draft. Answers of an acceptance never are: what binds the client is
    /// answered in the visit in which it is recorded.
    pub fn has_text(&self) -> bool {
        self.typed && self.form.dirty() && !matches!(self.purpose, Purpose::Accept(_))
    }

    fn leave(&mut self, app: &mut App) -> Step {
        if !self.has_text() || self.texts().is_empty() {
            drafts::left_clean(app, self);
            return Step::Leave;
        }
        if drafts::place(app, self).is_none() {
            drafts::ask_to_lose(app, Leaving::Form);
            return Step::Done;
        }
        let lines = vec![app.words.get("form-leave-1"), app.words.get("form-leave-2")];
        let mut ask = Ask::new(app, "form-leave-title", lines, "form-leave-yes", Then::Leave(Leaving::Form));
        ask.dialog = ask.dialog.discards().named(app.words.get("form-leave-discard"));
        app.overlays.push(Overlay::Dialog(ask));
        Step::Done
    }

    fn dup(&mut self, app: &mut App, number: u16) {
        let before = app.dup.iter().find(|(name, _)| *name == self.kind.name);
        let text =
            before.and_then(|(_, texts)| texts.iter().find(|(n, _)| *n == number)).map(|(_, t)| t.clone());
        match text {
            Some(text) => {
                self.put(number, &text);
                if let Some(field) = self.form.field_mut(number) {
                    field.copied = true;
                }
                self.unkept = true;
                self.typed = true;
                self.codes(app);
                drafts::later(app);
            }
            None => app.refuse(app.words.get("form-no-previous")),
        }
    }

    /// Paints the form.
    pub fn paint(&self, app: &App, buf: &mut Buffer, body: Rect) -> Option<Position> {
        let title = |section: u8| app.words.section(self.kind, section);
        self.form.draw(buf, body, app.theme, &app.words, &title)
    }
}

impl Face for FormScreen {
    fn context(&self) -> Context {
        Context::Form
    }

    fn typed(&self) -> Option<&FormScreen> {
        Some(self)
    }

    fn typed_mut(&mut self) -> Option<&mut FormScreen> {
        Some(self)
    }

    fn title(&self, app: &App) -> String {
        if self.purpose == Purpose::LogFilter {
            return app.words.label(self.kind);
        }
        if let Some(name) = self.grantee(app) {
            let right = matches!(self.purpose, Purpose::Right(_));
            let id = if right { "screen-right" } else { "screen-grant" };
            return app.words.say_with(id, &[("name", name.to_owned())]);
        }
        let id = match self.record {
            Some(_) if self.form.read_only => "screen-form-view",
            Some(_) if self.only_fills() => "screen-form-fill",
            Some(_) => "screen-form-edit",
            None if self.corrects.is_some() => "screen-form-correct",
            None => "screen-form-new",
        };
        app.words.say_with(id, &[("kind", app.words.label(self.kind))])
    }

    fn in_file(&self) -> bool {
        self.purpose == Purpose::Record && self.kind.of_person()
    }

    fn text_focus(&self) -> bool {
        self.form.focused().is_some()
    }

    fn help(&self, app: &App) -> String {
        match self.form.focused() {
            Some(field) if shut(field) => {
                let id = if self.only_fills() { "form-help-fill" } else { "form-help-shut" };
                app.words.say_with(id, &[("field", field.label.clone())])
            }
            Some(field) => format!("{}: {}", field.label, field.help),
            None if self.purpose == Purpose::LogFilter => app.words.get("log-button-help"),
            None => app.words.get("form-button-help"),
        }
    }

    fn key(&mut self, app: &mut App, key: Key) -> Step {
        // On the button, Enter saves.
        if self.form.focused().is_none()
            && key.code == Code::Enter
            && let Some(req) = self.seek(app)
        {
            return Step::Park(req);
        }
        let before = self.focus();
        match self.engine_key(app, key) {
            Some(event) => self.event(app, before, event),
            None => Step::Pass,
        }
    }

    fn paste(&mut self, app: &mut App, text: &str) {
        let event = self.form.paste(text);
        let before = self.focus();
        self.event(app, before, event);
    }

    fn ready(&self, app: &App, action: Action) -> Option<Result<(), String>> {
        match action {
            Action::Save if self.purpose == Purpose::Record => {
                Some(super::super::route::allowed(app, &self.save))
            }
            Action::RowNew => Some(Err(app.words.get("reason-no-rows"))),
            Action::FieldDup => Some(match self.form.focused() {
                Some(field) if field.field.dup && field.editable() => Ok(()),
                _ => Err(app.words.get("form-no-previous")),
            }),
            Action::FieldPick if !self.form.focused().is_some_and(FieldState::editable) => {
                Some(Err(app.words.get("form-no-list")))
            }
            Action::Reveal => Some(match self.form.focused() {
                Some(field) if field.original.is_hidden() => Ok(()),
                _ => Err(app.words.get("reason-nothing-hidden")),
            }),
            _ => None,
        }
    }

    fn act(&mut self, app: &mut App, action: Action, key: Option<Key>) -> Step {
        let entered = action == Action::FieldNext && key.is_some_and(|key| key.code == Code::Enter);
        let action = if entered && app.keymap.enter() == Enter::Submit { Action::Save } else { action };
        let of_form = matches!(
            action,
            Action::FieldNext
                | Action::FieldPrevious
                | Action::FieldPick
                | Action::FieldRevert
                | Action::FieldDup
                | Action::FieldClear
                | Action::SectionNext
                | Action::SectionPrevious
                | Action::Save
                | Action::Back
                | Action::Reveal
        );
        if !of_form {
            return Step::Pass;
        }
        let reads = matches!(
            action,
            Action::FieldNext
                | Action::FieldPrevious
                | Action::SectionNext
                | Action::SectionPrevious
                | Action::Save
        );
        if reads && let Some(req) = self.seek(app) {
            return Step::Park(req);
        }
        let before = self.focus();
        if let (Action::FieldClear, Some(number)) = (action, before)
            && let Some(field) = self.form.field_mut(number).filter(|f| f.editable())
            && matches!(field.original, Shown::Unknown(_))
        {
            // Cleared where nobody had asked: asked now, and there is none.
            field.original = Shown::Empty;
            self.none.insert(number);
        }
        let event = self.engine(app, action);
        self.event(app, before, event)
    }

    fn offers(&self, _app: &App, action: Action) -> bool {
        let mut fields = self.form.visible().filter(|field| field.editable());
        match action {
            Action::FieldPick => fields.any(FieldState::picks),
            Action::FieldDup => fields.any(|field| field.field.dup),
            Action::Save | Action::FieldRevert => !self.form.read_only,
            Action::Reveal => self.form.fields().iter().any(|field| field.original.is_hidden()),
            _ => true,
        }
    }

    fn draw(&self, app: &App, buf: &mut Buffer, body: Rect) -> Option<Position> {
        self.paint(app, buf, body)
    }
}
