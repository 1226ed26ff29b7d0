# Commands: name, short form for the key bar (.short) and help (.help).

common-help = Help
    .short = Help
    .help = Help on the screen or field, and what works now

common-palette = Commands
    .short = Commands
    .help = Every command by name

visit-end = End the visit
    .short = End visit
    .help = Closes the client, opens a search; a form stays as a draft

common-back = Back
    .short = Back
    .help = One level back

common-cover = Hide the view
    .short = Hide
    .help = Blanks the window; F8 or Esc brings it back

common-lock = Lock
    .short = Lock
    .help = Locks the screen; unfinished work is kept

common-quit = Quit
    .short = Quit
    .help = Ends the program; asks about drafts

contact-note = Write a contact note
    .short = Note
    .help = A quick note in the open client's file

agenda-open = Worklist
    .short = Worklist
    .help = Today's bookings and what is late

visit-situation = Service situation
    .short = Situation
    .help = Changes visit, call or other situation

common-reveal = Show a hidden value
    .short = Show
    .help = Shows the hidden value for a moment; it is logged

password-change = Change own password…
    .short = Password
    .help = Asks the current password and the new one twice

own-declare = Declare own and close persons' codes…
    .short = Close persons
    .help = Own and close persons' files never open for you

clock-confirm = Confirm the clock…
    .short = Clock
    .help = Says that a clock that jumped is right (administrator)

common-language = Change the screen language
    .short = Language
    .help = The next language: Finnish, Swedish, English

day-end = Day's end
    .short = Day's end
    .help = The day's visits, what lacks a note, and drafts

sync-open = Synchronisation
    .short = Sync
    .help = The connection to the centre and own unsent changes

conflict-open = Conflicts
    .short = Conflicts
    .help = Conflicts that wait for a decision

log-open = Log review
    .short = Log
    .help = Review of who viewed what; it is logged

user-open = Users
    .short = Users
    .help = Rights of users and their end dates

pack-open = Pack
    .short = Pack
    .help = Clients taken along on this device, and return

export-open = Exports
    .short = Exports
    .help = Approved exports: counts and recipient

settings-open = Settings
    .short = Settings
    .help = Keys, theme and language

login-next = Next field, in the password log in
    .short = Log in
    .help = Goes to the next field; in the password logs in

login-activate = First login with a code
    .short = Activate
    .help = Activation code and a new password of your own

login-previous = Previous field
    .short = Previous
    .help = Goes to the previous field

search-open = Open the client
    .short = Open
    .help = Opens the hit of the text as typed; identification is asked

search-third = Enquiry by a third party
    .short = Third party
    .help = An answer to a third party; the disclosure is logged

search-register = Start a job search
    .short = Start
    .help = A new job seeker; the typed text goes along

search-compare = Ask and compare
    .short = Compare
    .help = Identification by phone: matches or does not

list-open = Open the selected
    .short = Open
    .help = Opens the selected row

list-next = Next row
    .short = Next
    .help = Goes to the next row or pane

list-previous = Previous row
    .short = Previous
    .help = Goes to the previous row or pane

list-page-down = Next page
    .short = Next
    .help = The next page or pane

list-page-up = Previous page
    .short = Previous
    .help = The previous page or pane

list-first = First row
    .short = First
    .help = The first row that is loaded

list-last = Last row
    .short = Last
    .help = The last row that is loaded; once more loads more

list-refresh = Refresh
    .short = Refresh
    .help = Gets the data again

list-correct = Correct by a new entry
    .short = Correct
    .help = A new entry in the place of a wrong one, which is kept

list-withdrawn = Show withdrawn entries
    .short = Withdrawn
    .help = Withdrawn and corrected entries: by whom, when

list-new = New entry
    .short = New
    .help = A new entry in the selected group

list-digit = Choose by digit
    .short = Choose
    .help = Opens the group, tab or template of the digit

list-filter = Filter the list
    .short = Filter
    .help = Shows the rows that hold the typed text

list-remove = End or withdraw…
    .short = End/withdraw…
    .help = Withdraws the selected entry; asks first

list-move = Move to the right client…
    .short = Move…
    .help = Moves an entry written to the wrong client

client-history = History
    .short = History
    .help = Who changed it, when, from what to what

client-alerts = All alerts
    .short = Alerts
    .help = A list of all alerts of the client

plan-accept = Record the client's acceptance
    .short = Accept
    .help = Records the acceptance of the plan and how

work-gap = Fill the gap
    .short = Fill gap
    .help = Turns the selected gap into an entry

client-arrived = The client has arrived
    .short = Arrived
    .help = Marks as arrived and tells the host

client-show = Show to the client
    .short = Show client
    .help = A view to show the client in their language

client-papers = Papers…
    .short = Papers…
    .help = Appointment slip, arrival receipt, copy of the plan

client-own-data = Request for own data
    .short = Own data
    .help = Records the request and passes it on

client-who-viewed = Who has viewed
    .short = Viewed by
    .help = When, which unit and for what purpose

plan-edit = Edit the plan
    .short = Edit
    .help = What the plan says; an accepted one gets a new version

plan-history = History of the plan
    .short = History
    .help = Who changed the plan, what and when

plan-versions = Versions of the plan
    .short = Versions
    .help = Earlier accepted plans

user-grant = Give a role
    .short = Role
    .help = Gives the selected user a role until a day
user-role-end = End a role…
    .short = End role
    .help = Ends one of the roles of the selected user at once

user-right = Give an individual right
    .short = Right
    .help = Protected data for the selected user until a day

user-right-end = End an individual right…
    .short = End right
    .help = Ends the selected user's right at once; confirmed
user-declare = User's own and close persons' codes…
    .short = Close persons
    .help = Declares or corrects for the selected user

user-new = New user
    .short = New
    .help = Login, role and activation code for a new user

user-code = New activation code…
    .short = Code
    .help = A code for the selected one who has lost the password

user-end = End all rights…
    .short = End
    .help = Ends all rights of the selected user at once; asks

agenda-no-show = Did not come
    .short = No show
    .help = Asks the reason and makes a task for the officer

agenda-move = Move the booking
    .short = Move
    .help = Moves the booking; shows the last legal day

conflict-resolve = Resolve the conflict
    .short = Resolve
    .help = Saves the chosen value with its reason

sync-usb = USB transfer…
    .short = USB…
    .help = Writes or reads a bundle on a stick

log-by-client = By client
    .short = By client
    .help = Who has viewed one client's data

log-name = Name of the client…
    .short = Name…
    .help = Tells the name of the client of the row; the reason is logged
log-reviewed = Mark as reviewed…
    .short = Reviewed…
    .help = Marks as reviewed and asks for a note

third-answer = Answer and record
    .short = Answer
    .help = Records the disclosure, then shows the answer

form-next = Next field
    .short = Next
    .help = Goes to the next field, from the last to Save

form-previous = Previous field
    .short = Previous
    .help = Goes to the previous field

form-pick = Choose from a list
    .short = Choose
    .help = Opens a list, a look-up or the host's day

form-revert = Revert the field
    .short = Revert
    .help = Brings back the original value of the field

form-section-next = Next section
    .short = Next section
    .help = Goes to the next section of the form

form-section-previous = Previous section
    .short = Prev. section
    .help = Goes to the previous section of the form

form-row = New row
    .short = New row
    .help = Adds a row to the sub-list

form-dup = Same as in the previous
    .short = Same
    .help = Takes the value from the previous entry

form-clear = Clear the field
    .short = Clear
    .help = Removes the text of the field

form-save = Save
    .short = Save
    .help = Checks and saves the form

dialog-confirm = Confirm
    .short = Confirm
    .help = Does what is asked

dialog-next = Other button
    .short = Other
    .help = Goes to the other button

dialog-act = Press the button
    .short = Press
    .help = Presses the focused button

popup-pick = Choose
    .short = Choose
    .help = Takes the selected row

popup-next = Next
    .short = Next
    .help = The next row

popup-previous = Previous
    .short = Previous
    .help = The previous row

popup-page-down = Next page
    .short = Next
    .help = The next page

popup-page-up = Previous page
    .short = Previous
    .help = The previous page
