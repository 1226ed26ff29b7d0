## Values, states and compartments

value-yes = yes
value-no = no
value-empty = –
value-hidden = [hidden]
value-not-asked = ? not asked
value-not-here = ? not on this device
value-unknown-code = ? unknown code { $code }
value-unreadable = ? unreadable
value-key-gone = ? the key is gone
value-moment = { $date } at { $time }
cell-unknown = Unknown datum { $number }
compartment-core = core data
compartment-benefit = benefit data
compartment-payment = payment data
compartment-health = health data
compartment-guidance = guidance data
compartment-multisector = multi-sector data
compartment-safety = protected data

## What to type into a field

help-text = Free text, one line.
help-note = Several lines, Enter breaks the line. Only what is needed, no health data.
help-date = Day: 1.2.26 1.2. 010226 t t+7 t-1 mon +2w +3m.
help-part-date = Year, month or day: 2019, 8.2019 or 15.8.2019.
help-date-time = Day and time: 1.2. 9.30 or t 930. A time alone means today.
help-integer = A whole number.
help-minutes = Hours: 37,5 or 37.30.
help-money = In euros: 1 234,50.
help-flag = y yes, n no.
help-code = Code or start of the label. F4 opens the list.
help-codes = Codes or starts of labels, separated by commas. F4 opens the list.
help-hetu = Identity code: ddmmyy, intermediate sign, three digits and check character.
help-business-id = Business ID: seven digits, hyphen and check digit.
help-phone = Phone number: 050 123 4567 or +46 70 123 4567.
help-email = E-mail address: name@example.fi.
help-postcode = Five digits. The town is filled from the list.
help-reference = Type the start, or choose from the list: F4.

## Faults of a field: what is wrong and what to do

error-clock-not-ahead = The clock has not jumped ahead. There is nothing to confirm.
error-field-needed = { $field } is missing. Fill in the field.
error-field-type = { $field } cannot be read. Type it again.
error-field-unknown = Field { $number } is not known. Update the program.
error-text-long = The text is { $length } characters, at most { $max }. Shorten it.
error-text-character = The text has a character that cannot be stored. Remove it.
error-code-unknown = "{ $code }" is not in the list. Choose with F4.
error-code-several = { $count } entries begin so. Type more or choose with F4.
error-code-closed = { $code } is no longer used. Choose another, F4.
error-code-refused = { $code } does not belong to this field. Choose another, F4.
error-code-sealed = { $code } is entered in { $compartment } only. Go there or choose another.
error-number-form = Type a whole number.
error-number-bounds = The number must be { $low }–{ $high }.
error-minutes-bounds = The hours must be { $low }–{ $high }.
error-flag-form = Type y (yes) or n (no).
error-reference-typed = Not found. Choose from the list: F4.
error-order = “{ $field }” { $value } is earlier than “{ $other }” { $earlier }. Check the year.
error-future-moment = { $field } { $value } lies in the future. Check day and time.
error-future = { $field } { $value } lies in the future. Check the day.
error-contact-ahead = { $field } { $value } lies ahead. Make a booking: a contact is recorded once it has taken place.
error-birth-date-hetu = Date of birth and identity code do not agree. Check both.
error-same-day = { $field } is not the same day as { $other } ({ $value }).
error-only-when = { $field } cannot be filled when { $other } is { $value }. Clear or change it.
error-one-of-both = Fill in one only: { $field } or { $other }.
error-one-of-none = Fill in one: { $field } or { $other }.
error-rule-one = The client already has: { $kind }. Edit that one.

## Identifiers and formats

error-hetu-empty = The identity code is missing.
error-hetu-character = The code has a character that does not belong. Type it again.
error-hetu-length = An identity code has 11 characters. Check it.
error-hetu-intermediate = The intermediate sign is not valid: + - U–Y or A–F.
error-hetu-digits = A letter stands where a digit should. Check it.
error-hetu-check-alphabet = The last character is no check character. Check it.
error-hetu-no-such-date = The day in the code does not exist. Check it.
error-hetu-number = Individual number 000 or 001 is not valid. Check it.
error-hetu-future = The birth day lies in the future. Check the intermediate sign.
error-hetu-check = The check character does not match. Ask for the code again.
error-business-id-empty = The business ID is missing.
error-business-id-character = The business ID has a character that does not belong.
error-business-id-form = A business ID is seven digits, hyphen and check digit.
error-business-id-all-zeros = All zeros are no business ID.
error-business-id-never-issued = Such a business ID is never issued. Check it.
error-business-id-check = The check digit does not match. Check the business ID.
error-name-empty = The name is missing.
error-name-digit = A name has no digits. Check it.
error-name-character = The name has a character that does not belong. Check it.
error-phone-empty = The phone number is missing.
error-phone-character = The phone number has other than digits. Check it.
error-phone-prefix = Begin with zero or the country code (+46).
error-phone-length = A phone number has 6–15 digits. Check it.
error-email-empty = The e-mail address is missing.
error-email-character = The e-mail address has a character that does not belong.
error-email-form = An e-mail address has the form name@example.fi.
error-email-length = The e-mail address is too long (at most 254).
error-postcode-empty = The postcode is missing.
error-postcode-form = A postcode has five digits. An address abroad has its own field.
error-date-empty = The day is missing.
error-date-form = The day is not understood. Forms 1.2.26 010226 t t+7 mon.
error-part-date-form = The time is not understood. Type a year, a month or a day: 2020, 5.2020 or 1.5.2020.
error-date-no-such = There is no such day. Check it.
error-date-range = The day is too far away. Check the year.
error-time-empty = The time is missing.
error-time-form = The time is not understood. Forms 9.30, 930, 1.2. 9.30.
error-time-no-such = There is no such time. Check it.
error-time-gap = The clocks change and this time does not exist. Choose another.
error-amount-empty = The amount is missing.
error-amount-money = Type euros: 1234,50.
error-amount-hours = Type hours: 37,5 or 37.30.
error-amount-minutes = Minutes are 0–59. Decimals take a comma.
error-amount-large = The amount is too large. Check it.

## Code files and rule sets

error-codes-column = The code file lacks the column { $column }.
error-codes-row = Line { $line } of the code file is not complete.
error-codes-date = Line { $line } of the code file has a wrong date.
error-codes-compartment = Line { $line } of the code file names an unknown compartment.
error-rules-form = The rule file { $set } cannot be read.
error-rules-dates = The validity dates of the rule file { $set } do not fit together.

## Login and password

error-password-current = The password is wrong. Type your current password again.
error-login-refused = User name or password is wrong.
error-activation-refused = The user name or the activation code is wrong. Check both.
error-activation-wrong-wait = The user name or the activation code is wrong. Try again at { $time }.
error-login-code-expired = The activation code has expired. Ask your supervisor for a new one.
error-login-slot-damaged = Your login data on this device are damaged. Call the administrator.
error-login-slot-secret = Your login data do not belong to this device. Call the administrator.
error-password-short = The password is too short: at least { $min } characters, for example a sentence.
error-password-long = The password is too long. Shorten it.
error-password-common = The password is easy to guess. Choose another.
error-password-context = The password has the user, a name or the place in it. Choose another.
error-password-unchanged = The new password is the old one. Choose another.
error-password-code = The activation code cannot be the password. Make up one of your own.

## Keys and the secret of the device

error-keyslots-magic = The key file is damaged. Call the administrator, do not remove the file.
error-keyslots-length = The key file is damaged. Call the administrator, do not remove the file.
error-keyslots-field = The key file is damaged. Call the administrator, do not remove the file.
error-keyslots-order = The key file is damaged. Call the administrator, do not remove the file.
error-keyslots-suite = The key file is damaged. Call the administrator, do not remove the file.
error-keyslots-mac = The key file was changed outside the program. Call the administrator.
error-keyslots-counter = The key file is an old copy. Call the administrator.
error-keyslots-version = The key file is from a newer program. Update the program.
error-keyslots-full = The device has its most users already. Remove old ones.
error-keyslots-login-taken = The user id is taken. Choose another.
error-keyslots-no-slot = The user has no key on this device.
error-keystore-ambiguous = The key store of the device has two secrets. Call the administrator.
error-keystore-damaged = What is in the device's key store is damaged. Call the administrator.
error-keystore-exists = The device has a secret already. It is not replaced.
error-keystore-failed = The key store of the device does not answer. Try again, or log in to the device again.
error-keystore-no-answer = The key store of the device does not answer. Try again, or log in to the device again.
error-keystore-locked = The key store of the device is locked. Unlock it and try again.
error-keystore-missing = The secret of the device is missing. The register does not open without it. Call the administrator.
error-keystore-none = The device has no key store. Call the administrator.
error-keystore-paused = The key store is not asked for a moment. Try again soon.
error-keystore-too-long = The key store gave too much. Call the administrator.
error-kdf-bounds = The settings of key derivation are not valid. Call the administrator.
error-kdf-memory = Too little memory to derive the key. Close other programs and try again.
error-wrap-form = The key cannot be opened. Call the administrator.
error-wrap-key = The key cannot be opened. Call the administrator.
error-door-form = The door file is damaged or changed. Login goes on, the event is logged.
error-door-mac = The door file is damaged or changed. Login goes on, the event is logged.
error-door-magic = The door file is damaged or changed. Login goes on, the event is logged.
error-door-version = The door file is from a newer program. Update the program.
warning-process-not-hardened = The program's memory could not be protected on this device. Tell the administrator.
error-seal-form = The sealed datum cannot be opened. Call the administrator.
error-seal-place = The sealed datum cannot be opened. Call the administrator.
error-seal-other-key = The sealed datum cannot be opened. Call the administrator.
error-seal-key-pending = The key has not come to this device yet. Try later.
error-seal-too-long = The datum is too long to be sealed. Shorten it.

## The register file

error-db-busy = The register is busy for a moment. Try again.
error-store-busy = The register is busy for a moment. Try again.
error-db-damaged = The register file is damaged. Do not go on, call the administrator.
error-store-damaged = The register file is damaged. Do not go on, call the administrator.
error-db-too-short = The register file is damaged. Do not go on, call the administrator.
error-db-wrong-key-or-damaged = The register does not open: wrong key, or a damaged file. Call the administrator.
error-db-wrong-database = The file is the register of another device or office. Call the administrator.
error-db-wrong-salt = The file is the register of another device or office. Call the administrator.
error-db-newer-schema = The register is from a newer program. Update the program.
error-db-unknown-schema = The file is no register of Luukku.
error-db-plaintext = The register file is not encrypted. It is not opened. Call the administrator.
error-db-no-cipher = The register could not be opened safely. Call the administrator.
error-db-setting = The register could not be opened safely. Call the administrator.
error-db-no-wal = The register could not be opened safely. Call the administrator.
error-db-sqlite = The register could not be opened safely. Call the administrator.
error-db-denied = The operation is not allowed in this register.
error-db-interrupted = Interrupted. Nothing was changed.
error-interrupted = Interrupted. Nothing was changed.
error-db-network-file-system = The register is on a network drive. Move it to the device's own disk.
error-db-no-room = The disk is full. Nothing was lost. Free some room and save again.
error-db-no-room-to-open = The disk is full, so the register does not open. Free some room and try again.
error-disk-full = The disk is full. Nothing was lost. Free some room and save again.
error-file-disk-full = The disk is full. Nothing was lost. Free some room and save again.
error-store = The register could not be written. What you typed is kept. Try again.
error-record-missing = The record is no longer there. Refresh the view.

## Files

error-file-bad-path = The place of the file is not valid. Check the path.
error-file-exists = The file exists. It is not replaced. Give another name.
error-file-io = The file cannot be read or written. Try again.
error-file-locked = Another Luukku uses the file. Close that one first.
error-file-missing = There is no such file.
error-file-mode = The rights or the owner of the file are not right. Call the administrator.
error-file-not-own = The rights or the owner of the file are not right. Call the administrator.
error-file-not-regular = The rights or the owner of the file are not right. Call the administrator.
error-file-too-long = The file is too large.

## Changes and log

error-cbor-form = The change cannot be read. Tell the administrator.
error-cbor-trailing = The change cannot be read. Tell the administrator.
error-cbor-truncated = The change cannot be read. Tell the administrator.
error-change-form = The change cannot be read. Tell the administrator.
error-change-altered = The change is not the one that was sent. Tell the administrator.
error-change-too-large = The change is too large. Shorten the text.
error-change-version = The change is from a newer program. Update the program.
error-chain-again = The change or log chain is broken. Tell the administrator and the log auditor.
error-chain-altered = The change or log chain is broken. Tell the administrator and the log auditor.
error-chain-clock = The change or log chain is broken. Tell the administrator and the log auditor.
error-chain-gap = The change or log chain is broken. Tell the administrator and the log auditor.
error-chain-link = The change or log chain is broken. Tell the administrator and the log auditor.
error-chain-stream = The change or log chain is broken. Tell the administrator and the log auditor.
error-note-form = The checkpoint of the log is not valid. Tell the log auditor.
error-note-signature = The checkpoint of the log is not valid. Tell the log auditor.
error-note-signer = The checkpoint of the log is not valid. Tell the log auditor.

## Rights

refused-no-group = Right missing: this group of data. Ask your supervisor.
refused-not-this = Right missing: { $function }. Ask your supervisor.
function-read = { $kind } (reading)
function-create = { $kind } (a new one)
function-change = { $kind } (change)
function-log-own = the list of who has viewed
function-log-unit = reading the log of the unit
function-log-all = reading the whole log
function-log-verify = verifying the log
function-users-read = the list of users
function-users-grant = managing rights of use
function-users-account = managing user ids
function-backup = making backups
function-configure = changing settings
function-plan-accept = recording the acceptance of a plan
refused-no-clients = Your role has no case data. Log in as somebody whose role serves clients, or ask the supervisor for such a role.
refused-individual-right = Right missing: this takes a personal, dated right. Ask your supervisor.
refused-outside-pack = Right missing: the client is not in your pack.
refused-no-open-request = Right missing: the person has no open request.
refused-no-relation = Open by a booking, own client or task, or identify the client.
refused-not-identified = Not opened: the client is not identified. Ask for an id and open again.
refused-restricted = You cannot open this client: use is restricted. Ask your supervisor.

## Situations of use

error-no-open-file = No client is open. Find the client first.
error-no-rule-set = There are no rules for this day. Call the administrator.
error-unknown-kind = The kind of record is not known. Update the program.

## Desk: records

confirm-close-period = The open period before this one ends on { $date }. Save?
confirm-employer-ended = The employer has ceased to exist. Save all the same?
confirm-health-words = The word "{ $word }" tells of health and belongs to health data. Save all the same?
confirm-household = There is no business ID: is the employer a household?
confirm-namesake = Somebody of that name and birth day is there already ({ $count }). Register a new one?
confirm-overlap = The time overlaps another one: { $other }. Save all the same?
confirm-permit = The citizenship needs a residence permit. Save, and make a task to check it?
confirm-plan-date = The due date is after the plan's next review on { $date }. Save all the same?
confirm-plan-version = The plan has been accepted. The change makes a new version. Go on?
confirm-protection-off = Was the end of the non-disclosure checked in the population system?
confirm-under-15 = The person is under 15. Is the identity code right?
effect-hetu = The new identity code is in force, the old one still finds the client.
effect-corrected = The old entry stays among the corrected ones (X).
effect-corrected-again = The entry that it corrected is in force again.
effect-nothing = Nothing was changed.
effect-period-closed = The period before this one ended on { $date }.
effect-plan-comes = The plan came into force.
effect-plan-replaced = The earlier plan was marked as replaced.
effect-plan-version = A new version of the plan was made.
effect-protected = Non-disclosure is on: contact data were sealed, old copies erased.
effect-protection-off = Non-disclosure ended. Sealed data do not come back: ask for them again.
effect-saved = Saved.
effect-saved-unseen = Saved sealed. You cannot see the content.
effect-task-made = Task { $date }: { $text }.
effect-sealed = Data that tell where the client is were sealed.
effect-traces-later = Old traces leave the disk when the other window has been closed.
effect-valid-from = The address holds from { $date }.
effect-waits-national = Waits for the national repository.
error-hetu-change = { $field } is changed by the form Former identifier: the reason is recorded.
error-hetu-not-in-force = { $field } is not the code in force. Look the client up again.
error-hetu-same = { $field } is the same as the old one. Type the new code.
error-compartment-key-changed = The key of a group of data was changed in the register: nothing is sealed with it. Tell the administrator at once.
error-no-compartment-key = The key of this group of data is not on this device. Call the administrator.
error-nothing-hidden = There is nothing hidden in this field.
error-officer-role = { $field }: choose another officer.
error-host-role = { $field } stays empty for this appointment, or is another officer.
error-overlap = { $field }: the period overlaps another one that begins on { $other }. Change the days or end the other.
error-booking-past = { $field }: the time is over. Give one that lies ahead. A visit that was held is noted as a contact.
error-booking-overlap = { $field }: the client already has a time { $other }. Choose another time, or move or cancel that one first.
error-reason-short = Type the reason, at least { $min } characters.
error-record-withdrawn = The record was withdrawn. Make a new one.
error-visit-open = The visit is going on. End it first, or correct it by a new one.
error-withdraw-former = A former identity code is not withdrawn: it still finds the person. If it is wrong, correct it by a new one (K).
error-reference = { $field } refers to something that is not there. Choose from the list.
error-unique = { $field } is in use in another record already.
error-write-once = { $field } is written once. Correct it by a new entry: K in the list.
error-corrected-in-place = This entry is not corrected by a new one: open it and change it.
error-corrected-already = The entry has been corrected already. Open the list again and correct the one in force.
error-correction-same = The correction says the same as the old entry. Change the wrong field, or leave it as it is.
refused-field = Right missing: this field. Ask your supervisor.
refused-no-key = Right missing: the key of this group of data. Ask your supervisor.
refused-protection-off = A case officer ends the non-disclosure after checking it.
refused-withdraw = Right missing: this cannot be withdrawn here.
remark-conflict = Something else was written on another device ({ $others }).

### desk: counter

alert-protected = NON-DISCLOSURE in force: contacts hidden. Do not read aloud.
alert-protected-until = NON-DISCLOSURE until { $date }: contacts hidden. Do not read aloud.
alert-not-identified = NOT IDENTIFIED: tell nothing of the client's data.
alert-identity-doubtful = Identity doubtful: no data are disclosed.
alert-deceased = The client died on { $date }.
alert-initial = DEADLINE { $weekday ->
   *[mon] Mon
    [tue] Tue
    [wed] Wed
    [thu] Thu
    [fri] Fri
    [sat] Sat
    [sun] Sun
    } { $date } initial interview, { $days } business days left
alert-initial-one-day = DEADLINE { $weekday ->
   *[mon] Mon
    [tue] Tue
    [wed] Wed
    [thu] Thu
    [fri] Fri
    [sat] Sat
    [sun] Sun
    } { $date } initial interview, 1 business day left
alert-initial-today = DEADLINE TODAY: last day of the initial interview
alert-initial-late = LATE: last day of the initial interview was { $weekday ->
   *[mon] Mon
    [tue] Tue
    [wed] Wed
    [thu] Thu
    [fri] Fri
    [sat] Sat
    [sun] Sun
    } { $date }
alert-booking-today = APPOINTMENT TODAY at { $time } { $service ->
    [initial] initial interview
    [discussion] job-search discussion
    [supplementary] supplementary discussion
    [plan] plan review
    [desk] desk advice
    [employer] employer meeting
   *[other] booked time
    }
alert-task-due = DEADLINE { $weekday ->
   *[mon] Mon
    [tue] Tue
    [wed] Wed
    [thu] Thu
    [fri] Fri
    [sat] Sat
    [sun] Sun
    } { $date } task: { $task }
alert-task-late = LATE { $weekday ->
   *[mon] Mon
    [tue] Tue
    [wed] Wed
    [thu] Thu
    [fri] Fri
    [sat] Sat
    [sun] Sun
    } { $date } task: { $task }
alert-plan-waits = The plan waits for the client's acceptance
alert-service-language = Service language: { $language ->
   *[fi] Finnish
    [sv] Swedish
    [se] Northern Sámi
    [en] English
    }
alert-arrangement = Arrangement: { $arrangement ->
   *[interpreter] interpreter
    [sign_language] sign-language interpreter
    [accessible_room] accessible room
    [induction_loop] induction loop
    [plain_language] plain language
    [written_only] in writing only
    [phone_only] by phone only
    [long_time] longer appointment
    [quiet_room] quiet room
    [support_person] support person present
    }
ground-visit = Ground: visit. The view is logged.
ground-visit-booked = Ground: visit, appointment { $time }. The view is logged.
ground-call = Ground: call. The view is logged.
ground-booking = Ground: appointment. The view is logged.
ground-booking-at = Ground: appointment { $time }. The view is logged.
ground-own-client = Ground: own client. The view is logged.
ground-queue = Ground: queue number. The view is logged.
ground-task = Ground: task. The view is logged.
ground-break-glass = Ground: emergency access. The view is logged and reviewed.
ground-data-request = Ground: data request. The view is logged.
ground-review = Ground: review. The view is logged.
card-language = Language
card-arrangements = Arrangements
card-officer = Officer
card-payer = Payer
card-address = Address
card-phone = Phone
card-email = E-mail
card-contact-address = Contact addr
card-search = Job search
card-status = State
card-plan = Plan
card-next = Next
card-search-none = no job search
card-search-since = in force since { $date }
card-search-until = in force { $start }–{ $end }
card-search-ended = ended { $date }
card-waits-national = waits for the national repository
card-since = since { $date }
card-plan-waits = waits for acceptance
card-review = (review { $date })
card-group-identity = Identity
card-group-search = Job search, state
card-group-time-line = Work and education
card-group-plan = Plan
card-group-contacts = Contacts
card-group-dates = Dates and tasks
card-group-other = Other groups
time-line-gap = { $months ->
    [1] 1 month
   *[other] { $months } months
    }
note-advised = Advised
note-not-reached = Not reached
note-callback = Call back
note-visit = Visit
note-moved = Moved
note-absent = Did not come
note-plan-accepted = Plan accepted
note-clarification = Clarification
effect-contact = contact { $method }
effect-reminder =
    reminder { $date }, { $to ->
        [own] to you
        [unit] to the unit
       *[other] { $to }
    }
effect-booking-moved = appointment { $at } moved
effect-booking-absent = appointment { $at }: did not come
effect-next-booked = next time { $at } { $service ->
    [initial] initial interview
    [discussion] job-search discussion
    [supplementary] supplementary discussion
    [plan] plan review
    [desk] desk advice
    [employer] employer meeting
   *[other] booked time
    }
effect-plan-accepted = plan accepted { $way ->
    [online] online
    [signed] signed
   *[other] another way
    }
effect-plan-in-force = the plan is in force
effect-plan-incomplete = the plan is not yet in force: something is missing
effect-visit-purpose = purpose of the visit: { $purpose ->
    [register] start job search
    [renew_end] renew or end the search
    [change] change of situation
    [contact_data] contact data change
    [booking] booking
    [arrival] arrived for an appointment
    [clarification] hand in a clarification
    [plan] plan and obligation
    [offer] vacancies and offers
    [training] training or service
    [consent] consent
    [benefit_state] state of a statement
    [employer] employer's matter
    [data_request] request for own data
    [third_party] query about another person
   *[other] other
    }
effect-officer-task = task for { $name }: the client has no next date
effect-unit-task = task for the unit: the client has no next date
effect-arrived = arrived for { $time }
effect-host-told = told: { $name }
confirm-note-again = { $subject }: already written today. F9 writes it again.
error-note-unknown = There is no such template. Choose 1–8.
error-note-no-booking = The client has no appointment that this is about.
error-absence-stands = An absence can be taken back only on the day it was recorded. Record its reason.
error-task-chain = A task cannot wait for itself. Choose another task.
error-next-needed = The next time is missing. Give a new time, or say why none is needed.
error-next-past = The next time is over. Give a time that lies ahead.
error-next-late = The last legal day is { $date }. Give an earlier time, or book the later one with the form (6 Dates and tasks), which asks the reason.
error-next-there = The client has a next time already. Move it with template 5.
error-plan-accepted = The task belongs to an accepted plan: it is not removed and not moved. Record its outcome.
error-plan-date = { $field } is before the day the plan was made. Check the day.
error-plan-no-task = The plan has no task. Add one before it is accepted.
error-plan-not-waiting = No plan waits for the client's acceptance.
error-plan-newer = A newer version { $n } of the plan is already being made. Change that one: the plan screen shows it.
error-plan-older = The plan has been replaced or has ended: it is only read.
error-no-booking-today = The client has no appointment today to arrive for.
error-reminder-past = The reminder is in the past. Choose today or later.
viewed-open = opened the card
viewed-tab = opened a group
viewed-reveal = revealed a hidden value
viewed-search = search
viewed-list = viewed a list
viewed-create = entered
viewed-change = changed
viewed-withdraw = withdrew
viewed-conflict = resolved a conflict
viewed-sealed = entered without reading
viewed-refused = refused
viewed-repeated = viewed again
viewed-history = viewed history
viewed-print = printed
viewed-export = exported
viewed-clipboard = copied to the clipboard
viewed-own-printout = printed own data
viewed-disclosure = disclosed data
viewed-lookup = look-up
viewed-read = read the view log
purpose-booking = appointment
purpose-own-client = own client
purpose-queue = queue number
purpose-call = call
purpose-task = task
purpose-visit = visit
purpose-break-glass = emergency access
purpose-data-request = data request
purpose-review = review

### desk: login and office

error-no-office = There is no register in this folder. Choose the right folder or set up an office: luukku setup.
error-folder-mode = Others can open the folder { $folder }. Close it to them and try again: chmod 700 { $folder }
error-folder-not-own = The folder { $folder } belongs to another account. Open the register with that account, or put the owner right.
error-office-exists = There is a register in this folder already. No new one was made. Choose another folder.
error-keyslots-missing = There is a register in this folder, but its key file keyslots is missing. Remove nothing. An administrator restores a backup: luukku restore.
error-setup-unfinished = A set-up was begun in this folder and not finished. Remove the folder and start again.
error-setup-empty = Office, unit, login and name cannot be empty. Fill them in.
error-office-file = The office's details could not be saved. Check the disk and try again.
error-policy = The program's rules of access cannot be read. Install the program again.
error-door = The attempt could not be noted, so the login does not go on. Check the disk space and try again.
error-door-locked = Another program holds the lock file luukku.lock. Close it, or wait a moment and try again.
error-door-file = The attempt could not be noted in the file door, so the login does not go on. Check the owner and the rights of the file (0600).
error-device-secret-lost = The device secret is gone: it was removed, or another account of the operating system is in use. No new one is made, because it would not open the register. Use the right account, or restore a backup with the recovery key: luukku restore.
error-no-database-key = You have no key to this register. Ask the supervisor for a new activation code.
error-login-wrong-wait = User name or password is wrong. Try again at { $time }.
error-login-wait = Wait: the next try is possible at { $time }.
error-login-ended = Your account has ended. Ask the supervisor.
error-login-role-ended = Your role ended on { $day }. Ask the supervisor to extend it.
error-login-administrator-ended = Your role ended on { $day }. Ask the supervisor to extend it. If there is none, take the recovery key and run: luukku recovery user --login NAME --user NAME (your own login in both).
error-login-no-role = You have no role in force. Ask the supervisor for one.
error-login-needs-activation = This is an activation code. Press F7, then type it and a password of your own.
error-password-again = Give your own password again before this.
error-login-name = The login has a blank or a hidden character in it. Choose another.
error-user-names = The login or the name is missing, or the login has a blank or a hidden character in it. Correct the fields.
error-login-form = The login name has a blank or an invisible character. Mend it.
error-user-keys-missing = You do not hold the keys that belong to this role. Ask a supervisor to do this. When nobody can any more: luukku recovery user.
error-user-code-waits = The user has a new activation code that is not used yet. Give the role when the user has logged in with it.
error-user-role = The role is not known. Choose one from the list.
error-user-role-none = The user does not have that role. Choose one that the user has.
error-user-from = The first day of the role is past. Give a day that is today or later.
error-user-until = The role's last day is missing or past. Give a day that is today or later.
error-user-agreement = The day of the security agreement is missing or in the future. Give the day it was signed.
right-given = The right is given. It begins at the user's next login.
declared = Declared. These files open no more.
error-declare-nothing = Type at least one identity code.
error-declare-not-close = The code is not declared as a close person's. Check it.
refused-declared = What is declared nobody changes or takes back alone. Ask a supervisor to correct it.
role-ended = The role ended. The other roles of the user stand.
role-given = The role is given for { $from }–{ $until }.
rights-ended = The individual rights are ended. The roles stand.
user-rights-removed = The rights are removed. The user can enter the register no more.
record-withdrawn = Withdrawn: { $kind }. The history stays.
error-right-until = The right's last day is missing or past. Give a day that is today or later.
error-right-none = The user has no individual right in force.
refused-right-role = The user's role has no individual right to give: it opens the data already or not at all.
refused-supervisor-rights = The supervisor gives and ends individual rights.
refused-own-rights = Nobody changes their own rights. Ask a supervisor to do it.
refused-administrator-again = The recovery key extends only an administrator's own role that has ended or ends soon. Ask the supervisor for other roles.
refused-supervisor-codes = This user has a role: the supervisor gives the new code.
refused-supervisor-grants = The supervisor gives roles. Make the account without one and ask the supervisor.
refused-roles-apart = One person cannot have both of these roles. Give it to somebody else.
refused-user-passivated = There is no such user, or the user's rights have ended. Make a new account if one is needed.
user-active = active
user-waits-for-activation = waits for activation
user-passivated = ended
user-password-too-old = password too old
user-no-slot = no key: make a code
user-role-ends = role ends soon
user-role-ended = role ended
notice-rollback = An older file was put in the place of a newer one. Sealed data stay shut. Tell the administrator at once.
notice-clock-ahead = The clock is over a day ahead of the last use: timestamps stand still. An administrator confirms the clock (F2). Tell them.
notice-clock-ahead-confirm = The clock is over a day ahead of the last use: timestamps stand still. If the clock is right, confirm it: F2, Confirm the clock.
clock-confirmed = The clock is confirmed. Timestamps go on again.
notice-other-window = The register is open in another window too: lock or close it there.
notice-clock-back = The clock of this device went back. Sealed data stay shut until it is right. Tell the administrator.
notice-failed-logins = Failed logins with your name since the last one: { $n }. If they are not yours, tell the supervisor.
notice-drafts = Drafts waiting: { $n }. Open the client and the same form (e.g. Ctrl-Y): it offers its own draft.
notice-password-ends = { $days ->
    [1] The password must be changed within a day.
   *[other] The password must be changed within { $days } days.
    }
notice-role-ends = Your role ends on { $day }. Ask the supervisor to extend it in time.
notice-role-ends-administrator = Your role as administrator ends on { $day }. A supervisor extends it; where there is none, the recovery key does (luukku recovery user).
notice-role-ends-of = The role of { $name } ends on { $day }. Without a supervisor or an administrator nobody gives rights: have it extended in time.
notice-checkpoint-missing = The log's checkpoint is gone from the key store (where that is a file: the file checkpoint). Somebody may have cut the end of the log. Tell the data protection officer and compare the log with a backup; restoring one begins a new log.
notice-checkpoint-not-kept = The log's checkpoint could not be kept in the key store. Work may go on; tell the administrator if this comes again.
error-log-days = The days are the wrong way round. From comes before until.
error-log-user = There is no such login. Look it up in the list of users.
error-log-action = The action is not known. Choose it from the list (F4).
error-log-client = Give the client's id, or at least its last eight characters.
error-log-client-many = The end of the identifier fits several clients. Type more of it.
error-log-no-name = The row has no client whose name is on this device.
error-log-no-note = Type a note: what you reviewed and what you found.
refused-own-review = You cannot review your own acts. Somebody else does.
log-marked = Marked as reviewed: { $name }. The mark is in the log.
error-log-no-detail = The row has no sealed text, or it does not open.
refused-log-auditor = The whole log is read by the log auditor.
log-outcome-refused = refused
log-outcome-failed = failed
log-verdict-intact = The log is whole: last row { $n }.
log-verdict-open-tail = The log is whole. From row { $n } on it is not signed yet, as is normal while work goes on.
log-verdict-altered = Row { $n } was altered. Leave the device as it is and tell the data protection officer.
log-verdict-gap = Row { $n } is missing. Leave the device as it is and tell the data protection officer.
log-verdict-reordered = Row { $n } is out of its place. Leave the device as it is and tell the data protection officer.
log-verdict-short = The end of the log is missing from row { $n } on, and no restore explains it. Tell the data protection officer.
log-verdict-fork = Row { $n } has two different checkpoints: there are two copies of the register. Tell the data protection officer.
log-verdict-clock = The clock went back at row { $n }. Check the clock of the device.
log-verdict-signature = The signature of the checkpoint at row { $n } does not hold. Tell the data protection officer.
log-verdict-checkpoint-outside = The key store no longer knows the checkpoint of the log that was taken to it. Somebody may have cut the end of the log. Leave the device as it is and tell the data protection officer.
log-verdict-checkpoints = Checkpoints of the log are gone from the register: { $n }. Somebody may have removed them and altered the log. Leave the device as it is and tell the data protection officer.
log-verdict-unsigned = No checkpoint follows the login of row { $n }, though many rows came after it. Somebody may have removed checkpoints. Leave the device as it is and tell the data protection officer.
log-verdict-body-missing = The content of row { $n } is gone and no purge explains it. Tell the data protection officer.
log-blind-file = The device secret is in a file: if somebody with the database key cut rows, checkpoints and the file checkpoint together, this check cannot find it. Compare the row with an earlier printout or a backup.
log-blind-key-store = The key store did not tell what the last row was: a cut of the log's end cannot be ruled out. Check the key store and verify again.
log-blind-key-store-later = The key store knows the log up to the last login, lock or checkpoint of a long session (row { $n }). Later rows, such as those of a command line run or a logout, can be cut together with their checkpoints by somebody with the database key, and this check cannot find it. The next login takes them to the key store: compare the row's number with an earlier printout or a backup.
error-backup-folder = The backup folder exists already. Give the name of a new one.
error-backup-check = The backup did not pass its check, so there is none. Check the disk and make it again.
error-restore-newer = The backup was made by a newer version of the program. Install that version and restore again.
error-restore-manifest = There is no whole backup in this folder: the manifest is missing, or a file does not agree with it. Use another copy.
error-restore-recovery-key = The recovery key is mistyped, or another office's. Check it on the paper.
error-recovery-needs-old = This login does not hold every key. Give the old recovery key (--old-key), or log in as a supervisor.
error-user-unknown = There is no such user, or the rights have ended.
error-restore-damaged = The backup's database is damaged. Nothing was changed. Use another copy.
error-restore-in-use = The register is open in another program. Close it and restore then.
error-record-other = The record belongs to another client. Nothing was saved. Open the right client and try again.
error-moved = Somebody else saved data of the same client at the same moment. Nothing was saved. Save again.
error-search-too-broad = The search finds too many. Type more: a first name or the year of birth.
error-file-path = The folder name is not valid. Give another folder.
error-restore-running = The register is being restored from a backup. Wait until that is done.
error-restore-unfinished = The restore was cut off and did not go on. Check the disk and run luukku restore again from the same backup.
refused-restore = A backup is restored by an administrator with the own password, or by who keeps the recovery key. Nothing was changed.
error-restore-other-office = The folder holds the register of another office or machine. Nothing was changed. Choose the right folder.
error-password-must-change = The password has expired. Change it first on the login screen: luukku.
search-by-hetu = identity code
search-by-phone = telephone number
search-by-phone-or-date = telephone number or birth date
search-by-birth-date = birth date
search-by-name-and-date = name, birth date
search-by-name-and-year = name, birth year
search-by-name = name
search-more = Type more: two letters of a name or five digits of a number.
search-hetu-more = Type the rest of the identity code.
search-too-many = Too many clients match. Type more: a first name or the birth year.
hit-former-hetu = former code
hit-ended = ended
hit-similar = similar
hit-ask-hetu = ask hetu
hit-restricted = use restricted
card-moment = { $date } { $time }
