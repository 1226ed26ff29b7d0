## Inloggning, låsning och fönster: första bilden

shell-device = enhet { $device }
shell-notice-1 = Uppgifterna i registret är sekretessbelagda. Visning och sökning loggas.
shell-notice-2 = Öppna bara uppgifter som hör till ditt arbete.
shell-user = Användarnamn
shell-password = Lösenord
shell-language = Språk
shell-login-hint = Enter går till nästa fält, i lösenordet loggar den in.
shell-opening = Registret öppnas…
shell-login-refused = Användarnamnet eller lösenordet är fel.
screen-login = Inloggning
screen-lock = Låst
shell-code = Aktiveringskod
shell-current = Nuvarande lösenord
shell-new = Nytt lösenord
shell-again = Lösenordet igen
password-weak = lätt att gissa
password-fair = medelgott
password-strong = starkt
shell-not-same = De nya lösenorden är inte lika. Skriv dem på nytt.
shell-fill = Fyll i alla fält.
shell-activate-hint = Du får koden av chefen. Lösenord: en lång mening är bäst. Esc går tillbaka.
shell-change-hint = När du har bytt lösenord kommer du in i registret.
screen-password = Byte av lösenord
shell-changing = Lösenordet byts…
shell-own-hint = Nytt lösenord: en lång mening är bäst. Enter byter, Esc går tillbaka.
password-changed = Lösenordet är bytt.
shell-must-change = Ditt lösenord har gått ut. Byt det.
shell-practice = Övningskontor: påhittade användare, deras lösenord och roller
shell-locked = Låst kl. { $time }.
shell-draft-kept = Ditt påbörjade formulär är sparat.
shell-lock-warning = Skärmen låses om { $seconds } sekunder. Vilken tangent som helst fortsätter.
cover-back = Vyn är dold. F8 eller Esc tar tillbaka den.
cover-locks = Vyn är dold och låses snart.

# The frame, value states, forms and overlays: words that every screen shares.

app-name = Luukku
state-empty = –
state-hidden = { "[" }dold]
state-unknown = ? { $why }
state-unknown-narrow = ?
state-loading = Hämtar…
why-not-asked = inte frågat
why-not-here = inte på enheten
why-unreadable = inte läsbart
why-key-gone = nyckeln finns inte
list-none = Inga anteckningar.
frame-unsent = Osänt { $n }
frame-conflicts = Konfl. { $n }
frame-too-small = Fönstret är för litet: { $width }×{ $height }. Det behövs 80×24.
frame-too-small-kept = Det du skrivit är sparat. Förstora fönstret.
frame-alerts-more-short = + { $n } (!)
frame-too-small-keys = Ctrl-L lås  Ctrl-Q avsluta
frame-alerts-more = + { $n } till (!)
form-legend = { "*" } obligatorisk  ! fel  ~ ändrad  = kopierad  – tom  ? okänd
form-button-save = Spara F9
form-button-cancel = Avbryt Esc
form-mark-weekday =
    { $weekday ->
       *[mon] mån
        [tue] tis
        [wed] ons
        [thu] tors
        [fri] fre
        [sat] lör
        [sun] sön
    }
form-mark-pick = F4 lista
form-new-value = nytt värde
form-mark-before = ~ förut: { $value }
form-mark-empty = tomt
form-mark-theirs = ~ annans: { $value }
form-mark-copied = = från föregående
form-errors =
    { $n ->
        [1] Rätta 1 fält innan du sparar.
       *[other] Rätta { $n } fält innan du sparar.
    }
form-errors-show =
    { $n ->
        [1] Rätta 1 fält, så hämtas raderna.
       *[other] Rätta { $n } fält, så hämtas raderna.
    }
form-missing = En obligatorisk uppgift saknas.
form-full = Fältet rymmer { $n } tecken, och de är fyllda.
form-full-paste = Fältet rymmer { $n } tecken: inget av det inklistrade togs. Korta av det först.
palette-title = KOMMANDON
palette-none = Inget kommando.
palette-enter = Enter utför. Sök: namn eller id.
pick-none = Inga träffar.
help-title = HJÄLP
help-now = Tillgängligt nu
help-not-now = Inte tillgängligt nu
help-more = PgDn mer
help-marks = Märken
mark-protection = spärrmarkering
mark-alert = frist eller fel
mark-waits = väntar på informationsresursen
mark-required = obligatorisk
mark-changed = ändrad
mark-copied = kopierad från föregående
mark-selected = vald
mark-empty = tom: frågad, finns inte
mark-unknown = okänd: inte frågad eller inte läsbar
dialog-no = Avbryt Esc
keymap-fault-unreadable = { $file }: filen kan inte läsas. Standardtangenterna gäller.
keymap-fault-syntax = { $file }, rad { $line }: filen är inte giltig TOML. Standardtangenterna gäller.
keymap-fault-action = { $file }, rad { $line }: kommandot { $what } finns inte.
keymap-fault-key = { $file }, rad { $line }: tangenten { $what } kan inte användas. Standarden gäller.
keymap-fault-taken = { $file }, rad { $line }: tangenten { $what } används redan. Standarden gäller.
keymap-fault-unreachable = { $file }, rad { $line }: kommandot { $what } behöver minst en tangent.
