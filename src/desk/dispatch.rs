//! From requests to use cases: one line each. What a use case refuses is a reply, never a panic.

use super::answer::Answer;
use super::api::{Message, Reply, Request};
use super::login::Desk;
use crate::register::dates;

/// Does what was asked.
pub fn handle(desk: &mut Desk, request: Request) -> Reply {
    answer(desk, request).unwrap_or_else(Reply::Refused)
}

fn answer(desk: &mut Desk, request: Request) -> Answer<Reply> {
    Ok(match request {
        Request::Welcome => Reply::Welcome(desk.welcome()),
        Request::Login { login, password } => Reply::In(desk.login(&login, password)?),
        Request::Activate { login, code, password } => Reply::In(desk.activate(&login, code, password)?),
        Request::ChangePassword { current, new } => {
            desk.change_password(current, new)?;
            Reply::Done(None)
        }
        Request::Reauthenticate { password } => {
            desk.reauthenticate(password)?;
            Reply::Done(None)
        }
        Request::ConfirmClock => {
            desk.confirm_clock()?;
            Reply::Done(Some(Message::new("clock-confirmed")))
        }
        Request::Lock { automatic, keep } => {
            desk.lock(automatic, keep.as_deref())?;
            Reply::Locked
        }
        Request::Logout => {
            desk.logout()?;
            Reply::Done(None)
        }

        Request::Search { text, run } => {
            let today = desk.session()?.today();
            let reader = desk.reader()?;
            let found = super::search::look_up(&reader, &text, today)?;
            Reply::Hits(desk.session()?.hits(found, run)?)
        }
        Request::Open { person, how, channel } => {
            Reply::Card(Box::new(desk.session()?.open_visit(person, how, channel)?.card()?))
        }
        Request::EndVisit => {
            desk.session()?.end_visit()?;
            Reply::Done(None)
        }
        Request::Card => Reply::Card(Box::new(desk.session()?.file()?.card()?)),
        Request::List { kind, from, reason } => {
            Reply::List(desk.session()?.file()?.list(kind, from, &reason)?)
        }
        Request::Register { kind, text } => Reply::Register(desk.session()?.register(kind, &text)?),
        Request::Correction { kind, record } => {
            Reply::Form(desk.session()?.file()?.correction(kind, record)?)
        }
        Request::Offered { kind, text } => Reply::Offered(desk.session()?.find_offered(kind, &text)?),
        Request::Form { kind, record } => Reply::Form(desk.session()?.form(kind, record)?),
        Request::Save(form) => {
            let (record, effects) = desk.session()?.save(form)?;
            Reply::Saved { record, effects }
        }
        Request::Faults { form, unread } => Reply::Faults(desk.session()?.faults(form, &unread)?),
        Request::Withdraw { kind, record, reason } => {
            let effects = desk.session()?.file()?.withdraw(kind, record, &reason)?;
            Reply::Saved { record, effects }
        }
        Request::History { kind, record, .. } if !kind.of_person() => {
            Reply::History(desk.session()?.register_history(kind, record)?)
        }
        Request::Withdrawn { kinds } => Reply::Withdrawn(desk.session()?.file()?.withdrawn(&kinds)?),
        Request::History { kind, record, reason } => {
            Reply::History(desk.session()?.file()?.history(kind, record, &reason)?)
        }
        Request::RevealHistory { kind, record, reason } => {
            let (entries, seconds) = desk.session()?.file()?.reveal_history(kind, record, &reason)?;
            Reply::HistoryRevealed(entries, seconds)
        }
        Request::Reveal { kind, record, field, reason } => {
            let (shown, seconds) = desk.session()?.file()?.reveal(kind, record, field, &reason)?;
            Reply::Revealed(shown, seconds)
        }
        Request::WhoViewed => Reply::Viewed(desk.session()?.file()?.who_viewed()?),
        Request::TimeLine => Reply::TimeLine(desk.session()?.file()?.time_line()?),
        Request::Plan => Reply::Plan(desk.session()?.file()?.plan()?.map(Box::new)),
        Request::PlanVersions => Reply::PlanVersions(desk.session()?.file()?.plan_versions()?),
        Request::PlanVersion { plan } => {
            Reply::Plan(Some(Box::new(desk.session()?.file()?.plan_version(plan)?)))
        }
        Request::Accept { plan, way, understood, delivered } => {
            let (record, effects) =
                desk.session()?.file()?.accept(plan, &way, understood, delivered.as_deref())?;
            Reply::Saved { record, effects }
        }
        Request::Arrived => {
            let (record, effects) = desk.session()?.file()?.arrived()?;
            Reply::Saved { record, effects }
        }
        Request::Templates => Reply::Templates(desk.session()?.file()?.templates()?),
        Request::Note(note) => {
            let (record, effects) = desk.session()?.file()?.note(note)?;
            Reply::Saved { record, effects }
        }

        Request::SaveDraft { place, text } => {
            desk.session()?.keep_draft(&place, &text)?;
            Reply::Done(None)
        }
        Request::TakeDraft { place, but } => Reply::Draft(desk.session()?.take_draft(&place, &but)?),
        Request::Drafts => Reply::Drafts(desk.session()?.kept_drafts()?),
        Request::DropDraft { place } => {
            desk.session()?.drop_draft(&place)?;
            Reply::Done(None)
        }

        Request::Log(query) => Reply::Log(Box::new(desk.session()?.review_log(&query)?)),
        Request::LogDetail { dev, n, reason } => {
            Reply::LogDetail(desk.session()?.log_detail(dev, n, &reason)?)
        }
        Request::LogName { dev, n, reason } => Reply::LogName(desk.session()?.log_name(dev, n, &reason)?),
        Request::LogSums { from, until } => Reply::LogSums(Box::new(desk.session()?.log_sums(from, until)?)),
        Request::LogReviewed { user, from, until, note } => {
            Reply::Done(Some(desk.session()?.mark_reviewed(user, from, until, &note)?))
        }

        Request::Users => Reply::Users(desk.users()?),
        Request::NewUser(new) => {
            let (user, code, until) = desk.new_user(new)?;
            Reply::Code { user, code, until }
        }
        Request::GrantRole { user, role, from, until, agreement } => {
            desk.grant_role(user, &role, (from, until), agreement)?;
            let given = Message::new("role-given").with("from", dates::show(from));
            Reply::Done(Some(given.with("until", dates::show(until))))
        }
        Request::EndRole { user, role } => {
            desk.end_role(user, &role)?;
            Reply::Done(Some(Message::new("role-ended")))
        }
        Request::GrantRight { user, until, reason } => {
            desk.grant_right(user, until, &reason)?;
            Reply::Done(Some(Message::new("right-given")))
        }
        Request::EndRights { user } => {
            desk.end_rights(user)?;
            Reply::Done(Some(Message::new("rights-ended")))
        }
        Request::Declare { user, codes } => {
            desk.declare(user, &codes)?;
            Reply::Done(Some(Message::new("declared")))
        }
        Request::NewCode { user } => {
            let (code, until) = desk.new_code(user)?;
            Reply::Code { user, code, until }
        }
        Request::Passivate { user } => {
            desk.passivate(user)?;
            Reply::Done(Some(Message::new("user-rights-removed")))
        }
    })
}
