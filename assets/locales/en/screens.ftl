## Screens: titles, questions and answers on row 23

screen-search = Client search
screen-card = Client card
screen-group = Data group
screen-work = Work and education
screen-plan = Plan
screen-plan-version = Plan, version { $n }
screen-versions = Versions of the plan
versions-count =
    { $n ->
        [1] 1 version. Enter opens it to read.
       *[other] { $n } versions, newest first. Enter opens one to read.
    }
screen-note = Quick note
screen-viewed = Who has viewed
screen-users = Users
screen-history = { $kind }: history
screen-form-edit = { $kind }: edit
screen-form-fill = { $kind }: fill in
screen-form-correct = { $kind }: correction
screen-form-new = { $kind }: new
screen-form-view = { $kind }: view
screen-right = Right to protected data: { $name }
screen-grant = Role: { $name }
situation-title = Service situation
situation-next = The situation changes for the next visit; this visit stays as recorded.
situation-desk = Visit
situation-phone = Call
situation-video = Video
situation-online = Online
client-born = b. { $date }
client-language-sv = på svenska
client-language-en = in English
client-language-se = sámegillii
client-language-other = service language { $code }
column-name = Name
column-born = Born
column-hetu = Id code
column-municipality = Municip.
column-remark = Remark
column-when = When
column-who = Who
column-field = Field
column-from = Before
column-to = After
column-unit = Unit
column-action = What was done
column-purpose = Why
column-time = Time
column-sort = Kind
column-what = What
column-where = Where
column-evidence = Evidence
column-login = User name
column-ends = Ends
column-roles = Roles
column-state = State
column-version = Version
column-made = Made
column-plan-kind = Kind
column-accepted = Accepted
search-label = Find
search-kinds = identity code, name or telephone
search-help = Beginnings of names and birth year or date; the whole code; 5 digits or more.
search-verify = Verify the birth date or identity code with the client before opening.
search-empty = Type a search. No clients are shown before that.
search-none = No hits. Check the spelling.
search-no-phone = Searching by a telephone number does not belong to your task. Search by name or identity code.
search-all =
    { $n ->
        [1] 1 hit, it is shown.
       *[other] { $n } hits, all shown. Verify the birth date or identity code with the client.
    }
search-first = The first { $n } hits. Type more to narrow down.
search-window = { $n } hits, { $from }–{ $to } on screen: ↓ and PgDn show the rest.
search-window-first = The first { $n } hits, { $from }–{ $to } on screen. Type more to narrow down.
search-same-day = Two born on the same day: ask for the whole identity code.
search-identify = 1 id card 2 passport 3 permit 4 other 5 known 6 call 7 strong 0 not
search-identify-help = How identified? The visit is recorded, Esc does not open.
search-identify-1 = 1  identity card
search-identify-2 = 2  passport
search-identify-3 = 3  residence permit card
search-identify-4 = 4  other document
search-identify-5 = 5  known from before
search-identify-6 = 6  call: identified by questions (the channel is always the phone)
search-identify-7 = 7  strong electronic identification
search-identify-0 = 0  not identified: opens on another ground only, and nothing is told
card-latest = Latest
card-latest-hidden = The contacts are not shown to you.
card-no-group = There is no data group with this digit.
card-fact-help = { $label }: Enter opens it, Ctrl-E shows a hidden one.
card-fact-help-open = { $label }: Enter opens it.
entered = Entered by { $by } { $at }.
entered-waits = Entered by { $by } { $at }. ^ waits for the national repository.
entered-changed = Entered by { $by } { $at }, changed by { $changer } { $changed }.
entered-changed-waits = Entered by { $by } { $at }, changed by { $changer } { $changed }. ^ waits.
alerts-title = Alerts
alerts-none = No alerts.
list-count = { $shown }/{ $total }   filter: all
list-count-filtered = { $shown }/{ $total }   filter: { $filter }
list-filter-label = Filter
list-none-filtered = No entries with this filter. Esc removes it.
list-make-only = You do not see the entries. F7 records a new one.
list-shut = Shut: Enter asks for the reason.
list-withdrawn-count = { $n } withdrawn or corrected: X shows.
list-withdrawn-title = Withdrawn or corrected
list-withdrawn-by = Withdrawn by { $by } { $at }. H shows the history.
list-withdrawn-waits = Withdrawn by { $by } { $at }. ^ waits for the national repository. H: history.
## A record that is written once was corrected by a new one: who, when.
list-corrected-by = Corrected by { $by } { $at }. H shows the history.
reason-withdrawn = the entry is no longer in force
reason-changed-in-place = the entry is changed in its own form: open it
reason-none-withdrawn = nothing is withdrawn or corrected
reason-shut = give the reason first: Enter
list-more = { $n } older: PgDn fetches them.
list-new-kind = New entry
register-none = This register has no entries yet. F7 records the first one.
register-none-found = Nothing found. Check the spelling, or F7 records a new one.
register-more = The first of them are shown. Type more to narrow them down.
register-help = Beginnings of words of the name, or the Y-tunnus. Enter: list, F7: a new one.
pick-first = { $n } / { $all } shown: type more
pick-new = F7 New
history-none = No changes.
history-whole = Whole record
history-recorded = Recorded
history-made = made { $at }
history-withdrawal = Withdrawal
history-count =
    { $n ->
        [1] 1 change
       *[other] { $n } changes, newest first
    }
viewed-none = Nobody has viewed.
viewed-count =
    { $n ->
        [1] 1 row. This view is logged too.
       *[other] { $n } rows. This view is logged too.
    }
sort-work = work
sort-education = educ.
sort-gap = gap
sort-other = other
work-count = { $periods ->
    [1] 1 period
   *[other] { $periods } periods
    }, { $gaps ->
    [1] 1 gap
   *[other] { $gaps } gaps
    }
work-gap-help = A gap: A makes an entry of it.
plan-newer = { $state }, version { $n }; in force is version { $behind } (V)
plan-none = There is no plan.
plan-none-open = No plan is in force. V shows those that have ended.
plan-no-tasks = The plan has no tasks.
plan-waits = WAITS FOR THE CLIENT'S ACCEPTANCE
accept-dropped = The acceptance was not recorded, the answers are not kept.
accept-way = How was it accepted? 1 online 2 signed 3 call or visit. Esc cancels.
accept-understood = Were content and meaning gone through with the client? X yes.
accept-delivered = The copy: 1 handed 2 letter 3 online 4 Suomi.fi 5 secure e-mail
accept-ready = { $way ->
    [online] F9 records: the client accepted online. The plan binds the client.
    [signed] F9 records: the client signed. The plan binds the client.
   *[other] F9 records: call/visit, gone through, copy { $delivered ->
        [handed] handed
        [letter] by letter
        [online] online
        [suomifi] Suomi.fi
       *[secure_mail] by secure e-mail
    }. Binds the client.
}
note-title = QUICK NOTE
note-choose = Choose a template, 1–8. Esc goes back.
note-effects = Saving does at one time:
note-next-there = { $at } (there already)
note-next-last = By { $date } at the latest.
form-button-help = Enter presses the button, F9 saves from anywhere.
form-draft = draft kept at { $time }
form-kept = The unfinished form was kept as a draft.
form-leave-title = The form has changes that are not saved
form-leave-1 = The text stays as a draft and is offered when you open it.
form-leave-2 = A draft is no record: others do not see it.
form-leave-yes = Leave as a draft
form-leave-discard = Discard changes Del
form-discarded = The changes were discarded.
form-check-municipality = The town changed. Check the municipality.
form-lost-1 = The text is lost: it is neither saved nor kept as a draft.
form-lost-yes = Discard the text
form-no-calendar = The host's day comes with a later version. Type day and time.
form-no-list = There is no list for this field.
form-no-previous = There is no previous entry.
form-nothing-changed = Nothing is changed.
form-help-fill = { $field }: recorded. Only what was not asked (?) can be filled in.
form-help-shut = { $field }: can only be read.
form-saving = Saving…
proof-checking = Checking the password…
form-stale = Somebody else changed this. Your value stays; F9 saves it.
draft-found-title = There is a draft of this form
draft-found-1 = You typed it { $at }.
draft-found-2 = F9 goes on with the draft, Esc leaves it kept, Del drops it.
draft-not-kept = The draft could not be kept. { $why }
reread-failed = The view could not be read again{ $why }. F5 reads it.
lock-not-kept = The text is not on disk: it waits for your login in this program. { $why }
draft-found-yes = Go on with it
confirm-title = Confirm before saving
confirm-yes = Save anyway
dialog-read = Read
fault-title = A fault in the program
fault-code = Support code: { $code }. Tell it to the administrator.
session-ended = The session has ended. Log in again.
quit-title = Quit?
quit-drafts = { $n ->
    [one] You have 1 draft waiting.
   *[other] You have { $n } drafts waiting.
    } A form offers its own when you open it. A draft is no record: nobody else sees it.
quit-yes = Quit
clock-confirm-title = Is the clock right?
clock-confirm-1 = The clock of the machine shows { $now }.
clock-confirm-2 = The confirmation is logged. A wrong time cannot be taken back: put the clock right first if it is wrong.
clock-confirm-yes = The clock is right
prompt-reason = Reason
prompt-empty = Type a reason.
prompt-reveal = Enter shows it for a while. It is logged. Esc cancels.
prompt-unshut = Enter opens the list for a while. It is logged. Esc cancels.
prompt-withdraw = F9 withdraws it, the history stays. Esc cancels.
reveal-logged = It is shown for a while. It is logged.
reveal-title = Show the hidden value: { $field }
unshut-title = Open the shut list: { $kind }
reveal-history-title = Show the history with hidden values
withdraw-title = Withdraw: { $kind }
language-changed = The language of the screen is English now.
wait-full = 256 keys wait already. Wait for the reply.
wait-answer = Answer the question first. Other keys wait for the answer.
wait-late-read = This takes long. Esc cancels, F8 hides the view.
wait-late-write = Saving takes long. Wait, nothing is lost.
wait-cancelled = { $n ->
    [1] Cancelled. 1 key was not used.
   *[other] Cancelled. { $n } keys were not used.
    }
saved = Saved.
reason-arrived = the client is already marked as arrived
reason-choose-gap = choose a gap first
reason-choose-group = choose a data group first
reason-choose-row = choose a row first
reason-identify-first = first answer how the client was identified
reason-log-in = log in first
reason-no-booking = there is no booking today
reason-no-client = open a client first
reason-no-plan-waits = no plan waits for acceptance
reason-no-right = your rights do not cover this
reason-no-clients = client search is not part of your role
reason-administrator = for administrators only
reason-no-rows = the form has no list of rows
reason-no-rights-given = no individual right
reason-no-roles-given = no role
reason-not-here = not on this screen
reason-not-yet = not in this version yet
reason-nothing-hidden = nothing is hidden here
reason-only-read = this screen is read-only
screen-log = Log review
column-client = Client
column-about = In detail
log-none = No rows like this.
log-more = The newest 500 are shown. Narrow by days, user or action (/).
log-count = { $n } rows: { $asked }. This reading was recorded.
log-days = { $from }–{ $until }
log-times = { $n } ×
log-unreadable = its content cannot be read: run luukku log verify
log-sealed = sealed text (Ctrl-E)
log-help = Rows of the log: who, what, when and why. Of the client the identifier, not the name.
log-detail-title = Search or reason, recorded under seal
log-button-show = Show the rows F9
log-button-help = Enter presses the button, F9 shows the rows from anywhere.
column-user = User
column-searches = Search
column-opened = Cards
column-revealed = Shown
column-broken = Glass
column-groundless = Without ground
column-reviewed = Reviewed
log-sums-all = Everybody
log-sums-refused =
    { $n ->
        [0] none refused
       *[other] refused { $n }
    }
log-sums-reviewed = reviewed by { $by } { $at }
log-sums-unit = { $days }, unit { $unit }. This reading was recorded.
log-sums-everybody = { $days }, every unit. This reading was recorded.
log-mark-title = Mark as reviewed: { $name }
log-name-title = Name of the client of the row
prompt-note = Note
prompt-note-empty = Type a note.
prompt-log-detail = Enter shows it. The reason is logged. Esc cancels.
prompt-log-name = Enter tells the name. The reason is logged. Esc cancels.
prompt-log-reviewed = F9 marks these days as reviewed. Esc cancels.
reason-sums-only = your role sees the numbers, not the rows
reason-in-rows = open the rows first (Enter)
reason-in-sums = mark the days of a user among the numbers (Esc)
reason-log-row = there is only an identifier of the client; N tells the name
reason-choose-user = choose a user first
log-sums-days = Days of the numbers
log-sums-days-from = From
    .help = The first day. Forms 1.2.26 t-7 mon.
log-sums-days-until = Until
    .help = The last day. Forms 1.2.26 t.
log-filter = Narrow the log
log-filter-from = From
    .help = The first day; F9 shows the rows. Forms 1.2.26 t-7 mon.
log-filter-until = Until
    .help = The last day. Forms 1.2.26 t.
log-filter-user = User
    .help = The login; empty is everybody.
log-filter-action = Action
    .help = One action or a whole group (F4); empty is all.
log-filter-client = Client
    .help = The client's internal id or its last eight characters.
users-help-log = Users, roles and their last days. The log review: F2, log.
reason-no-client-in-row = the row has no client
reason-here-already = you are here already
user-role = { $role } until { $until }
user-role-to-come = { $role } { $from } – { $until }
user-has-right = { $group } until { $until }
users-help-grant = Enter gives a role, O a right
users-help-account = F7 new user, K new code, Del ends everything
users-help-read = Users, roles and their last days. Your role reads them and changes nothing.
user-right-end-title = End an individual right
user-right-end-1 = Ended at once: { $name }, { $rights }.
user-right-end-yes = End the right
user-code-title = Activation code
user-code-1 = A new code is made: { $name }.
user-code-yes = Make a code
user-code-shown = Write this down: the code is not shown again.
user-code-until = Works until { $until }.
user-passivate-title = End the rights
user-passivate-1 = { $name } can enter the register no more.
user-passivate-2 = The rights end at once, the session too.
user-passivate-yes = End the rights
quick-note = Quick note
quick-note-text = Text
quick-note-subject = Subject
quick-note-reminder = Reminder
quick-note-next = Next time
    .help = Day and time, for example 14.12. 9.30. Booked with the note.
quick-note-no-next = Not needed, why
    .help = Why no new time is needed. Goes into the contact's text.
new-user = User
new-user-login = User name
    .help = Login name without blanks: surname and first letter of the name.
new-user-name = Name
    .help = First name and surname, as the log shows them.
new-user-role = Role
new-user-from = First day
    .help = Day on which the role begins; empty is today. Forms 1.2.27 t+7.
new-user-until = Last day
    .help = Day on which the role ends. Forms 1.2.27 t+365.
new-user-agreement = Security agreement
    .help = Day of the written security agreement.
new-user-hetu = Own identity code
    .help = The own file never opens. Only a keyed hash is kept; may be left not asked.
declare = Own and close persons' identity codes
declare-own = Own identity code
    .help = Your own file does not open for you. Only a keyed hash is kept.
declare-close = Close person's code
    .help = Disqualification: a close person's file does not open. Only a keyed hash is kept.
declare-of = User's own and close persons' codes
declare-of-own = Own identity code
    .help = Replaces the one declared before. Only a keyed hash is kept.
declare-of-close = Close person's code
    .help = A close person's file does not open for the user. Only a keyed hash is kept.
declare-of-close-ended = Is not close
    .help = A code declared by mistake is taken away. It is logged.
grant-right = Right to protected data
grant-right-until = Last day
    .help = The day the right ends. Forms 1.2.27 t+30.
grant-right-reason = Reason
    .help = Why this person needs the right. Only the log auditor reads it.
grant-role = Role
grant-role-role = Role
grant-role-from = First day
    .help = Day on which the role begins. Forms 1.2.27 t+7.
grant-role-until = Last day
    .help = Day on which the role ends. Forms 1.2.27 t+365.
grant-role-agreement = Security agreement
    .help = Day of the written security agreement.
end-role = End a role
end-role-role = Role
    .help = The role that ends at once. The other roles stand.
saved-effects = Saved: { $effects }.
proof-title = Type your own password again
proof-hint = Enter goes on. Your own password is needed again for this. Esc cancels.
work-hours = { $what }, { $hours } h/week
plan-mapping = MAPPING
plan-needs = Service need
plan-state = State
plan-actions = ACTION PLAN
plan-acceptance-title = ACCEPTANCE
plan-goals = goal: { $goals }
plan-follow-up = Follow-up
plan-dates = client reports { $report }, next review { $review }
plan-authority = Authority
plan-client = Client
plan-accept-hint = A records: 1 web 2 signature 3 phone/visit
column-code = Code
work-where = { $where }. { $entered }
short-yhteydenottotapa-01 = Call to client
short-yhteydenottotapa-02 = Call attempt
short-yhteydenottotapa-03 = Letter to client
short-yhteydenottotapa-04 = Text to client
short-yhteydenottotapa-05 = E-mail to client
short-yhteydenottotapa-21 = Initial, visit
short-yhteydenottotapa-22 = Initial, video
short-yhteydenottotapa-23 = Initial, phone
short-yhteydenottotapa-24 = Supplement., visit
short-yhteydenottotapa-25 = Supplement., video
short-yhteydenottotapa-26 = Supplement., phone
short-yhteydenottotapa-27 = Discussion, visit
short-yhteydenottotapa-28 = Discussion, video
short-yhteydenottotapa-29 = Discussion, phone
short-yhteydenottotapa-30 = Supplement., provider
short-yhteydenottotapa-33 = Client's text
short-yhteydenottotapa-35 = Visit with booking
short-yhteydenottotapa-36 = Visit, no booking
short-yhteydenottotapa-71 = Interview by video
short-yhteydenottotapa-72 = Interview by phone
short-yhteydenottotapa-80 = Interview, provider
short-yhteydenottotapa-81 = Int. provider, video
short-yhteydenottotapa-82 = Int. provider, phone
short-yhteydenottotapa-96 = Other office entry
short-evidence-seen = seen
short-evidence-copy = copy
short-evidence-register = register
short-evidence-told = told
user-roles = { $name }: { $roles }.
