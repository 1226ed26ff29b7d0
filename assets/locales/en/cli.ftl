## Command line: help

cli-about = Luukku: the employment services' register of person customers. Without a command the screen opens.
cli-after-help = No client's data and no password is written on the command line: they are read from standard input, because other users of the machine see command lines. Exit codes: 0 everything was done, 1 refused or failed, 2 the command was not understood, 10–16 verdicts of the log.
cli-help-usage = Usage:
cli-help-commands = Commands
cli-help-command = COMMAND
cli-help-options = Options
cli-help-example = Example:
cli-use-luukku = luukku …
cli-use-log = luukku log verify --login LOGIN …
cli-use-verify = luukku log verify --login LOGIN …
cli-use-check = luukku check hetu|business-id …
cli-use-hetu = luukku check hetu …
cli-use-business-id = luukku check business-id …
cli-use-find = luukku find --login LOGIN …
cli-use-show = luukku show --login LOGIN --identified 1–7 | --purpose PURPOSE …
cli-use-note = luukku note --login LOGIN --identified 1–7 | --purpose PURPOSE --template 1–8 | --method METHOD --subject SUBJECT …
cli-use-backup = luukku backup DIR --login LOGIN …
cli-use-restore = luukku restore DIR …
cli-use-recovery = luukku recovery user|renew|confirm --login LOGIN …
cli-use-user = luukku recovery user --login LOGIN --user LOGIN …
cli-use-renew = luukku recovery renew --login LOGIN …
cli-use-confirm = luukku recovery confirm --login LOGIN …
cli-find-example = echo Niskanen | luukku find --login virtanenm
cli-show-example = echo 010594Y9032 | luukku show --login virtanenm --identified 1
cli-note-example = printf '010594Y9032\tTEXT\n' | luukku note --login virtanenm --identified 1 --method 36 --subject SUBJECT
cli-value-dir = DIR
cli-value-folder = DIR
cli-value-lang = LANG
cli-value-language = LANG
cli-value-login = LOGIN
cli-value-user = LOGIN
cli-value-name = NAME
cli-value-office = NAME
cli-value-machine = NAME
cli-value-unit = NAME
cli-value-backend = PLACE
cli-value-clients = COUNT
cli-value-full = COUNT
cli-value-seed = NUMBER
cli-value-identified = 1–7
cli-value-purpose = PURPOSE
cli-value-template = 1–8
cli-value-method = METHOD
cli-value-subject = SUBJECT
cli-value-kind = KIND
cli-value-on = YYYY-MM-DD
cli-value-until = YYYY-MM-DD
cli-value-agreement = YYYY-MM-DD
cli-arg-help = Shows this help.
cli-arg-version = Shows the version.
cli-arg-dir = Data folder. Default: LUUKKU_DIR, or the account's own folder.
cli-arg-lang = Language: fi, sv or en. Default: the language of the environment.
cli-arg-json = Answers a program: one JSON object a line.
cli-arg-login = Login name.
cli-arg-password-stdin = The first line of standard input is the password.
cli-setup-about = Sets up an office on this machine with its first administrator.
cli-arg-office = Name of the office.
cli-arg-machine = Name of the machine.
cli-arg-unit = Unit of the administrator.
cli-arg-office-language = Language of the office: what the program writes into the register, such as the texts of quick notes, is in it. Finnish by default.
cli-arg-admin-login = Login name of the administrator.
cli-arg-admin-name = Name of the administrator.
cli-arg-backend = Where the machine's secrets go: keystore (of the system) or file.
cli-demo-about = Makes a practice office with made-up clients, and opens it.
cli-arg-clients = Clients. Default 5000.
cli-arg-full = Those of them with a whole file. Default 2000.
cli-arg-seed = Seed: the same number makes the same clients. Default 1.
cli-arg-reset = Removes the earlier practice office first.
cli-arg-no-open = Makes it and stops.
cli-find-about = Looks clients up. Standard input has one search a line: name, henkilötunnus, telephone or date of birth.
cli-check-about = Checks codes, one a line of standard input. Needs no office.
cli-check-help = With --json the field reason is for programs, and therefore always English.
cli-check-hetu-about = Checks henkilötunnus codes.
cli-check-business-id-about = Checks business ids (Y-tunnus).
cli-arg-on = The day to check for. Default: today.

## Command line: what was wrong with it

cli-usage = The command was not understood.
cli-usage-hint = Help: { $command } --help
cli-usage-argument = There is no option { $name }.
cli-usage-stdin = There is a word too many on the command line. Searches, codes and texts are read from standard input, not from the command line.
cli-usage-command = There is no such command, or none was given.
cli-usage-missing = This is missing: { $name }
cli-usage-value = This value does not do: { $name }
cli-usage-values = This value does not do: { $name }. These do: { $values }.
cli-usage-identified = This value does not do: --identified. The digit says how the client was identified: 1 identity card, 2 passport, 3 residence permit card, 4 other document, 5 known, 6 telephone, 7 strong electronic.
cli-usage-twice = This does not go with the rest: { $name }
cli-usage-json-no-open = The option --json needs --no-open.
cli-no-data-folder = No data folder was found. Give one with --dir.
cli-no-office = There is no office in the folder { $folder }.
cli-no-office-demo = Practise with made-up clients: luukku demo
cli-no-office-setup = Set up an office: luukku setup
cli-input-broken = Standard input cannot be read.
cli-output-broken = Standard output cannot be written to: not everything was answered. Check the space on the disk.
cli-input-ended = Standard input ended early.
cli-line-not-text = The line is not UTF-8 text, or is too long.
cli-line-too-long = The line is too long.
cli-no-password = No password was given. Without a terminal use --password-stdin.
cli-no-recovery-key = No recovery key was given. Without a terminal use --password-stdin and give the key on standard input.
cli-no-terminal = The screens cannot be opened: they need a terminal with a keyboard and a screen. Start luukku in a terminal window, without a pipe or redirection. For scripts: luukku --help.
cli-no-session = The session has ended.
cli-stale = Somebody else has changed this. Read it again.
cli-invalid = The value does not do.
cli-client-by-hetu = Name the client by henkilötunnus, or by the id that a search gives.
cli-client-several = The code matches several clients. Use the id that a search gives.

## Questions

cli-ask-password = Password:
cli-ask-search = Search:
cli-ask-office = Name of the office:
cli-ask-machine = Name of the machine:
cli-ask-unit = Unit:
cli-ask-office-language = Language the office writes in (fi, sv, en; Enter is Finnish):
cli-ask-admin-login = Login name of the administrator:
cli-ask-admin-name = Name of the administrator:
cli-ask-needed = This is needed.
cli-ask-new-password = New password (at least 15 characters, a sentence for example):
cli-ask-password-again = The same again:
cli-passwords-differ = The passwords differ.
cli-ask-recovery-last = Type the last group of the recovery key:
cli-recovery-differs = That is not the group. Look at the paper.

## Setting up

cli-setup-done = The office is in the folder { $folder }.
cli-setup-recovery = Recovery key. It is shown only now:
cli-setup-recovery-keep = Write it on paper and lock it away. Without it the register cannot be opened when passwords or the machine are lost.
cli-setup-unconfirmed = The recovery key was not confirmed. The office is made all the same, and the key is valid. When it is on paper, confirm it with luukku recovery confirm; if it is not, make a new one with luukku recovery renew.
cli-setup-no-keystore = There is no key store on this device that the program could use. The secrets of the machine can be kept in a file instead: { $command }. A copy of the folder then exposes passwords to guessing: use long ones.

## Practice office

cli-demo-office = Practice office, Lahti region
cli-demo-machine = PRACTICE-01
cli-demo-ready = The practice office is in the folder { $folder }. Staff and passwords:
cli-demo-folder = There is something else in the folder { $folder } already. Choose a folder that does not exist yet for the practice office: luukku demo --dir DIR
cli-demo-backup = The folder { $folder } holds a backup: it does not open from there. Give another folder, or restore it with luukku restore.
cli-demo-there = The practice office in the folder { $folder } is there already, with { $clients } clients, { $full } of them with a whole file (seed { $seed }). It is not changed: open it with luukku demo, or make it anew by adding --reset.
cli-demo-full = There cannot be more full clients than clients: { $clients } are made.
cli-demo-progress = { $done } / { $all } clients, { $rate } records/s, { $left } left
cli-demo-made = { $clients } clients, { $records } records, { $seconds } s.
error-not-practice = The office in the folder is not a practice office.
error-practice-making = Another window is making the practice office just now. Try again when it is ready.
error-practice-administrator = The practice office has no administrator.
error-practice-other-files = The folder holds other files too. Nothing was removed.
error-practice-in-use = The practice office is open in another program. Log out there and do it again. Nothing was removed.

## Checks

cli-check-valid = right
cli-check-wrong = wrong

## A client's file

cli-show-about = Shows the card or the records of a client. Standard input has one henkilötunnus, or id from a search, a line.
cli-show-help = Of a shut kind (security_prohibition for example) the line has a tab and the reason for which it is read, too: the reason is logged sealed.
cli-arg-identified = How the client was identified: 1 identity card, 2 passport, 3 residence permit card, 4 other document, 5 known, 6 telephone, 7 strong electronic.
cli-arg-purpose = Ground without identification: own-client, or booking (an appointment today).
cli-arg-kind = Records of this kind, contact for example.
cli-show-kinds = Kinds:
cli-ask-client = Henkilötunnus:
cli-astray = There is a fault in the program.
cli-show-reason = { $kind } is read for a reason alone: write the reason at the end of the client’s line, after a tab. Nothing was shown.
cli-show-no-reason = A reason belongs to the reading of a shut kind alone: give --kind or leave the reason out. Nothing was shown.
cli-show-unreadable = { $kind }: the entries are not shown to you.
cli-note-about = Records a contact for each line of standard input: henkilötunnus, tab and text, or a JSON object. The confirmation comes when the record is on the disk.
cli-note-help = Every note needs a quick note (--template), or a way of contact and a subject (--method and --subject), on the command line or in the JSON object of the line. Templates that take a time away (5, 6) ask for the JSON object's key next (the new time) or no_next (why none is needed).
cli-note-keys =
    Keys of the JSON object, client is needed:
    { "  " }client      henkilötunnus, or the id that find gives
    { "  " }text        text of the note; a quick note has its own
    { "  " }template    number of the quick note
    { "  " }subject     subject; a quick note has its own
    { "  " }method      code of the way of contact, not with template
    { "  " }next        the client's next time, such as 14.12.2026 9.30; with template
    { "  " }no_next     why no next time is needed; with template
    { "  " }confirmed   true: record it although the same was recorded today
    { "  " }not_health  true: a word in the text does not tell of health
    { "  " }ref         anything; comes back in the confirmation
cli-arg-template = Number of the quick note.
cli-arg-subject = Subject, where the line has none of its own. No client's data.
cli-arg-method = Code of the way of contact, where the line has none of its own.
cli-arg-confirmed = Records it although the same was recorded today.
cli-arg-not-health = A word in the text that could tell of health does not.
cli-ask-note = Henkilötunnus, tab and text:
cli-note-line = A line is a henkilötunnus, a tab and a text.
cli-note-json = The JSON object of the line does not do.
cli-note-json-key = There is no key { $name } in a note. These are: { $values }.
cli-note-json-type = The key { $name } of the JSON object does not do: it takes { $takes ->
    [flag] true or false
    [digit] a number
   *[text] text in quotation marks
 }.
cli-note-json-client = The JSON object lacks the key client.
cli-note-acceptance = The acceptance of a plan is recorded at the screen.
cli-note-again = { $subject }: the same was noted today already. To note it again: --confirmed, or in the JSON line "confirmed": true.
cli-note-next = The keys next and no_next belong to a quick note (template).
cli-note-health = A word in the text may tell of health and then belongs to health data. If it does not, record it with the option --not-health or the key not_health.
cli-note-done = Recorded (line { $line }): { $record }

## Log and condition

cli-log-about = The access log.
cli-log-verify-about = Verifies that the access log is whole. The exit code is the verdict.
cli-doctor-about = Tells what is well with this terminal and what is not.
cli-arg-doctor-login = Login name: looks at the register too.
cli-arg-confirm-clock = Confirms that a clock that jumped ahead is right (administrator).
cli-arg-rebuild = Builds rows and search index again from the records before it looks (administrator). Takes long on a large register.
doctor-clock-confirmed = The clock of this device is confirmed.
doctor-process = The program's memory is closed to other programs.
doctor-process-development = Development build: the program's memory is not closed.
doctor-swap = There is no unencrypted swap.
doctor-swap-open = Unencrypted swap areas: { $n }. Encrypt them or turn them off.
doctor-memory = Memory in use { $mib } MB.
doctor-keys-locked = Keys lie in memory that is not written to disk.
doctor-keys-not-locked = The memory of the keys could not be locked: they may be written to swap. Raise the limit for locked memory (RLIMIT_MEMLOCK).
doctor-keys-overflowed = There were more keys than locked memory: some may be written to swap. Tell the administrator.
doctor-wiped = Memory that is given back is wiped.
doctor-not-wiped = Memory that the database gives back is not wiped. Tell the administrator.
doctor-aside = A restore left the former database aside: { $files }. It also holds data that a non-disclosure has taken out of the register since. Destroy it when the restored register has been checked.
doctor-disk = Free on the disk { $mib } MB.
doctor-office = Office: { $folder }
doctor-modes = Folder and files can be read by this account only.
doctor-modes-open = Permissions are not right: { $file }. Others can read it, or this account cannot write it. Correct: chmod 600 (the folder 700).
doctor-backend-file = device secret: file. A copy of the folder exposes passwords to guessing: use long ones.
doctor-backend-keystore = device secret: key store
doctor-slots = Users on this machine: { $n }.
doctor-slots-file = Users on this machine exposed to guessing: { $n }.
doctor-door = The file of login attempts is well.
doctor-schema = Structure of the register: version { $version }.
doctor-schema-wrong = The structure of the register is not the program's. Tables, indexes or triggers that differ: { $n } ({ $places }). Somebody changed the database past the program: copy the folder and restore a backup.
doctor-integrity = Pages and structure of the database are whole.
doctor-integrity-wrong = Faults in the database: { $n }. Restore a backup.
doctor-integrity-busy = The database is in use and was not checked. Try again.
doctor-chains = The chains of changes are whole ({ $n } changes).
doctor-chains-wrong = The chain of changes is broken after { $n } good changes. Call the administrator.
doctor-rows = Rows agree with the records ({ $n }).
doctor-rows-wrong = Rows do not agree with the records ({ $n } checked). The administrator builds them again: luukku doctor --login NAME --rebuild.
doctor-search = The search index is whole.
doctor-search-wrong = The search index is broken. The administrator builds them again: luukku doctor --login NAME --rebuild.
doctor-search-documents = Search shows everybody as the rows do ({ $n }).
doctor-search-documents-wrong = People whom search shows otherwise than the rows do, or leaves out: { $n }. Ids: { $places }. A non-disclosure may be missing from hits: trust only the card until the index has been built again. The administrator builds them again: luukku doctor --login NAME --rebuild.
doctor-rebuilt = Rows and search index were built again from the records ({ $n }).
doctor-journal = Records are what the journal of changes comes to ({ $n }).
doctor-journal-wrong = Records that are not what the journal of changes comes to: { $n }. Ids: { $places }. Somebody changed the database past the program, or an old page was put back. Do not correct it by hand: copy the folder and restore a backup.
doctor-history = Earlier values and their authors are the journal's ({ $n }).
doctor-history-wrong = Records whose earlier values or authors are not the journal's: { $n }. Ids: { $places }. Somebody changed the history past the program: copy the folder and restore a backup.
doctor-log-of-changes = Every change has its row in the access log ({ $n }).
doctor-log-of-changes-wrong = Changes without a row in the access log: { $n }. Places (compartment/number): { $places }. The log was cut or the change is forged: run luukku log verify and compare with a backup.
doctor-changes-of-log = Every change that the log tells of is in the journal.
doctor-changes-of-log-wrong = Rows of the log whose change is not in the journal: { $n }. Rows: { $places }. The journal was cut: restore a backup.
doctor-rights = Users, roles and rights are those of the log ({ $n }).
doctor-rights-wrong = Users whose account, declared persons, roles, rights or their ends are not those of the log: { $n }. User (event of the log): { $places }. Have the log auditor look at the rows, and passivate the user if the role was never given.
doctor-own-file-key-wrong = The key by which users' own files are known is not the one of the log: { $places }. Own files and those of close persons may open. Restore a backup.
doctor-account-keys = The users' public keys are the same in keyslots and register ({ $n }).
doctor-account-keys-wrong = Users whose public key is another one than in the keyslot, or who have no account: { $n } ({ $places }). Give them no rights: passivate them or make a new activation code.
doctor-compartment-keys = The public keys of the sealed compartments are in place ({ $n }).
doctor-compartment-keys-wrong = Public keys of sealed compartments that are missing or wrong: { $n } (compartment/generation: { $places }). Write nothing into sealed records before a backup is restored.
doctor-rekey-due = Somebody's rights ended on { $day } and the database key has not been changed since: an old copy of the folder still opens with that password. Destroy old copies that are not needed and keep backups locked away.

## Backup

cli-backup-about = Copies the register into a new folder.
cli-arg-backup-folder = A folder that does not exist yet.
cli-backup-done = The backup is in the folder { $folder } ({ $time }).
cli-restore-about = Restores a backup into the data folder. Without a login name the recovery key is asked for.
cli-arg-restore-folder = The folder of the backup.
cli-arg-restore-login = A user of the backup, on the same machine.
cli-ask-recovery = Recovery key:
cli-restore-done = The register is restored in the folder { $folder }.
cli-restore-lost = The log lacks { $n } rows that were written after the backup.
cli-restore-aside = The earlier database is kept: { $folder }
cli-restore-protected = Non-disclosures that were switched on after the backup and were now applied again: { $n }.
cli-restore-protected-unknown = The earlier register could not be read: non-disclosures that were switched on after the backup are not in the restored register. Check the non-disclosures in the Population Information System and switch them on before any other work.
cli-restore-review = Users and roles are those of the day of the backup. Review them:

## Recovery key
cli-recovery-about = The recovery key: keys for a user, a new key, a check.
cli-recovery-user-about = Gives with the recovery key what nobody else can give: a user an activation code and the keys of the role, a supervisor a role that ended (--until), or an administrator the own role that ended (--user is the own login). Asks for the recovery key.
cli-recovery-renew-about = Makes a new recovery key. It is shown once.
cli-recovery-confirm-about = Checks that the recovery key on paper is right.
cli-arg-recovery-user = Login name of who gets the keys.
cli-arg-recovery-name = Name of the new supervisor, when the user is not there yet.
cli-arg-recovery-until = Last day of the role of a new supervisor, or of one whose role goes on.
cli-arg-recovery-agreement = Day of the security agreement.
cli-arg-recovery-old-key = Asks for the old recovery key too: needed when the one logged in is not a supervisor.
cli-recovery-code = Activation code for { $login }, works until { $time }:
cli-recovery-role = The role of { $login } is in force until { $day }. Log in now.
cli-recovery-renewed = New recovery key. It is shown only now; the old one opens old backups only:
cli-recovery-unconfirmed = The recovery key was not confirmed. It is valid. When it is on paper, confirm it with luukku recovery confirm.
cli-recovery-right = The recovery key is right. It is noted as confirmed.
doctor-recovery = recovery key: confirmed
doctor-recovery-practice = recovery key: in the practice office it is shown to nobody
doctor-recovery-unconfirmed = It was not confirmed that the recovery key is on paper: luukku recovery confirm. If there is none, make a new one: luukku recovery renew.
