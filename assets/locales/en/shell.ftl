## Login, lock and window: the first frame

shell-device = device { $device }
shell-notice-1 = Register data are confidential. Views and searches are logged.
shell-notice-2 = Open only what belongs to your task.
shell-user = User name
shell-password = Password
shell-language = Language
shell-login-hint = Enter moves to the next field; in the password it logs in.
shell-opening = Opening the register…
shell-login-refused = User name or password is wrong.
screen-login = Login
screen-lock = Locked
shell-code = Activation code
shell-current = Current password
shell-new = New password
shell-again = Password again
password-weak = easy to guess
password-fair = fair
password-strong = strong
shell-not-same = The new passwords are not the same. Type them again.
shell-fill = Fill in every field.
shell-activate-hint = Code: from your supervisor. Password: a long sentence is best. Esc goes back.
shell-change-hint = When the password is changed you get into the register.
screen-password = Change of password
shell-changing = Changing the password…
shell-own-hint = New password: a long sentence is best. Enter changes it, Esc goes back.
password-changed = The password is changed.
shell-must-change = Your password has expired. Change it.
shell-practice = Practice office: made-up users, their passwords and roles
shell-locked = Locked at { $time }.
shell-draft-kept = Your unfinished form is kept.
shell-lock-warning = The screen locks in { $seconds } seconds. Any key goes on.
cover-back = The view is hidden. F8 or Esc brings it back.
cover-locks = The view is hidden and locks soon.

# The frame, value states, forms and overlays: words that every screen shares.

app-name = Luukku
state-empty = –
state-hidden = { "[" }hidden]
state-unknown = ? { $why }
state-unknown-narrow = ?
state-loading = Loading…
why-not-asked = not asked
why-not-here = not on device
why-unreadable = unreadable
why-key-gone = the key is gone
list-none = No entries.
frame-unsent = Unsent { $n }
frame-conflicts = Confl. { $n }
frame-too-small = The window is too small: { $width }×{ $height }. 80×24 is needed.
frame-too-small-kept = What you typed is kept. Enlarge the window.
frame-alerts-more-short = + { $n } (!)
frame-too-small-keys = Ctrl-L lock  Ctrl-Q quit
frame-alerts-more = + { $n } more (!)
form-legend = { "*" } required  ! error  ~ changed  = copied  – empty  ? not known
form-button-save = Save F9
form-button-cancel = Cancel Esc
form-mark-weekday =
    { $weekday ->
       *[mon] Mon
        [tue] Tue
        [wed] Wed
        [thu] Thu
        [fri] Fri
        [sat] Sat
        [sun] Sun
    }
form-mark-pick = F4 list
form-new-value = new value
form-mark-before = ~ before: { $value }
form-mark-empty = empty
form-mark-theirs = ~ other's: { $value }
form-mark-copied = = from previous
form-errors =
    { $n ->
        [1] Correct 1 field before saving.
       *[other] Correct { $n } fields before saving.
    }
form-errors-show =
    { $n ->
        [1] Correct 1 field, and the rows are read.
       *[other] Correct { $n } fields, and the rows are read.
    }
form-missing = A required value is missing.
form-full = The field holds { $n } characters, and they are full.
form-full-paste = The field holds { $n } characters: nothing of the paste was taken. Shorten it first.
palette-title = COMMANDS
palette-none = No command.
palette-enter = Enter runs it. Search by name or id.
pick-none = No match.
help-title = HELP
help-now = Available now
help-not-now = Not available now
help-more = PgDn more
help-marks = Marks
mark-protection = non-disclosure order
mark-alert = deadline or error
mark-waits = waits for the national repository
mark-required = required
mark-changed = changed
mark-copied = copied from the previous record
mark-selected = selected
mark-empty = empty: asked, there is none
mark-unknown = unknown: not asked or not readable
dialog-no = Cancel Esc
keymap-fault-unreadable = { $file }: the file cannot be read. The default keys are in force.
keymap-fault-syntax = { $file }, line { $line }: not valid TOML. The default keys are in force.
keymap-fault-action = { $file }, line { $line }: there is no action { $what }.
keymap-fault-key = { $file }, line { $line }: the key { $what } cannot be used. The default is in force.
keymap-fault-taken = { $file }, line { $line }: the key { $what } is taken. The default is in force.
keymap-fault-unreachable = { $file }, line { $line }: the action { $what } needs at least one key.
