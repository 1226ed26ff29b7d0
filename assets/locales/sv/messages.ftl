## Värden, tillstånd och uppgiftsgrupper

value-yes = ja
value-no = nej
value-empty = –
value-hidden = [dold]
value-not-asked = ? inte frågat
value-not-here = ? inte på denna enhet
value-unknown-code = ? okänd kod { $code }
value-unreadable = ? går inte att läsa
value-key-gone = ? nyckeln finns inte
value-moment = { $date } kl. { $time }
cell-unknown = Okänd uppgift { $number }
compartment-core = grunduppgifter
compartment-benefit = förmånsuppgifter
compartment-payment = betalningsuppgifter
compartment-health = hälsouppgifter
compartment-guidance = vägledningsuppgifter
compartment-multisector = uppgifter om sektorsövergripande stöd
compartment-safety = skyddade uppgifter

## Vad som skrivs i fältet

help-text = Fri text, en rad.
help-note = Flera rader, Enter byter rad. Bara det nödvändiga, inga hälsouppgifter.
help-date = Dag: 1.2.26 1.2. 010226 t t+7 t-1 mån +2vk +3mån.
help-part-date = År, månad eller dag: 2019, 8.2019 eller 15.8.2019.
help-date-time = Dag och klockslag: 1.2. 9.30 eller t 930. Bara klockslag avser i dag.
help-integer = Heltal.
help-minutes = Timmar: 37,5 eller 37.30.
help-money = I euro: 1 234,50.
help-flag = j ja, n nej.
help-code = Kod eller början av namnet. F4 öppnar listan.
help-codes = Koder eller början av namn, åtskilda med komma. F4 öppnar listan.
help-hetu = Personbeteckning: ddmmåå, skiljetecken, tre siffror och kontrolltecken.
help-business-id = FO-nummer: sju siffror, streck och kontrollsiffra.
help-phone = Telefonnummer: 050 123 4567 eller +46 70 123 4567.
help-email = E-postadress: namn@exempel.fi.
help-postcode = Fem siffror. Orten fylls i ur listan.
help-reference = Skriv början eller välj ur listan: F4.

## Fel i fält: vad är fel och vad ska göras

error-clock-not-ahead = Klockan har inte hoppat framåt. Det finns inget att bekräfta.
error-field-needed = { $field } saknas. Fyll i fältet.
error-field-type = { $field }: uppgiften kan inte läsas. Skriv den på nytt.
error-field-unknown = Fältet { $number } är okänt. Uppdatera programmet.
error-text-long = Texten är { $length } tecken, högst { $max }. Förkorta.
error-text-character = Texten innehåller ett tecken som inte kan sparas. Ta bort det.
error-code-unknown = ”{ $code }” finns inte i listan. Välj med F4.
error-code-several = { $count } alternativ börjar så. Skriv mer eller välj med F4.
error-code-closed = { $code } används inte längre. Välj en annan, F4.
error-code-refused = { $code } hör inte till detta fält. Välj en annan, F4.
error-code-sealed = { $code } antecknas bara i { $compartment }. Gå dit eller välj en annan.
error-number-form = Skriv ett heltal.
error-number-bounds = Talet ska vara { $low }–{ $high }.
error-minutes-bounds = Timmarna ska vara { $low }–{ $high }.
error-flag-form = Skriv j (ja) eller n (nej).
error-reference-typed = Det hittas inte. Välj ur listan: F4.
error-order = ”{ $field }” { $value } är tidigare än ”{ $other }” { $earlier }. Kontrollera året.
error-future-moment = { $field } { $value } ligger i framtiden. Kontrollera dag och klockslag.
error-future = { $field } { $value } ligger i framtiden. Kontrollera dagen.
error-contact-ahead = { $field } { $value } är först i framtiden. Gör en bokning: en kontakt antecknas när den har ägt rum.
error-birth-date-hetu = Födelsedatum och personbeteckning stämmer inte överens. Kontrollera båda.
error-same-day = { $field } är inte samma dag som { $other } ({ $value }).
error-only-when = { $field }: går inte när { $other } är { $value }. Töm eller ändra.
error-one-of-both = Fyll i bara den ena: { $field } eller { $other }.
error-one-of-none = Fyll i den ena: { $field } eller { $other }.
error-rule-one = Kunden har redan: { $kind }. Redigera den.

## Beteckningar och former

error-hetu-empty = Personbeteckningen saknas.
error-hetu-character = Beteckningen har ett tecken som inte hör dit. Skriv den på nytt.
error-hetu-length = En personbeteckning har 11 tecken. Kontrollera.
error-hetu-intermediate = Skiljetecknet duger inte: + - U–Y eller A–F.
error-hetu-digits = Beteckningen har en bokstav där en siffra ska stå. Kontrollera.
error-hetu-check-alphabet = Sista tecknet är inget kontrolltecken. Kontrollera.
error-hetu-no-such-date = Beteckningens dag finns inte i kalendern. Kontrollera.
error-hetu-number = Individnumret 000 eller 001 duger inte. Kontrollera.
error-hetu-future = Beteckningens födelsedag ligger i framtiden. Kontrollera skiljetecknet.
error-hetu-check = Kontrolltecknet stämmer inte. Fråga beteckningen på nytt.
error-business-id-empty = FO-numret saknas.
error-business-id-character = FO-numret har ett tecken som inte hör dit.
error-business-id-form = FO-numret är sju siffror, streck och kontrollsiffra.
error-business-id-all-zeros = Bara nollor är inget FO-nummer.
error-business-id-never-issued = Ett sådant FO-nummer ges inte. Kontrollera.
error-business-id-check = Kontrollsiffran stämmer inte. Kontrollera FO-numret.
error-name-empty = Namnet saknas.
error-name-digit = Ett namn har inga siffror. Kontrollera.
error-name-character = Namnet har ett tecken som inte hör dit. Kontrollera.
error-phone-empty = Telefonnumret saknas.
error-phone-character = Telefonnumret har annat än siffror. Kontrollera.
error-phone-prefix = Börja numret med noll eller landsnumret (+46).
error-phone-length = Ett telefonnummer har 6–15 siffror. Kontrollera.
error-email-empty = E-postadressen saknas.
error-email-character = E-postadressen har ett tecken som inte hör dit.
error-email-form = E-postadressen har formen namn@exempel.fi.
error-email-length = E-postadressen är för lång (högst 254).
error-postcode-empty = Postnumret saknas.
error-postcode-form = Postnumret har fem siffror. Utländsk adress: eget fält.
error-date-empty = Dagen saknas.
error-date-form = Dagen förstås inte. Former 1.2.26 010226 t t+7 mån.
error-part-date-form = Tiden förstås inte. Skriv år, månad eller dag: 2020, 5.2020 eller 1.5.2020.
error-date-no-such = Dagen finns inte i kalendern. Kontrollera.
error-date-range = Dagen är för långt borta. Kontrollera året.
error-time-empty = Tiden saknas.
error-time-form = Tiden förstås inte. Former 9.30, 930, 1.2. 9.30.
error-time-no-such = Klockslaget finns inte. Kontrollera.
error-time-gap = Klockan ställs om och denna tid finns inte. Välj en annan.
error-amount-empty = Beloppet saknas.
error-amount-money = Skriv euro: 1234,50.
error-amount-hours = Skriv timmar: 37,5 eller 37.30.
error-amount-minutes = Minuterna är 0–59. Decimaler skrivs med komma.
error-amount-large = Beloppet är för stort. Kontrollera.

## Kodfiler och regeluppsättningar

error-codes-column = Kodfilen saknar kolumnen { $column }.
error-codes-row = Rad { $line } i kodfilen är ofullständig.
error-codes-date = Rad { $line } i kodfilen har fel datum.
error-codes-compartment = Rad { $line } i kodfilen har en okänd uppgiftsgrupp.
error-rules-form = Regelfilen { $set } kan inte läsas.
error-rules-dates = Giltighetstiderna i regelfilen { $set } går inte ihop.

## Inloggning och lösenord

error-password-current = Lösenordet är fel. Skriv ditt nuvarande lösenord på nytt.
error-login-refused = Användarnamnet eller lösenordet är fel.
error-activation-refused = Användarnamnet eller aktiveringskoden är fel. Kontrollera båda.
error-activation-wrong-wait = Användarnamnet eller aktiveringskoden är fel. Försök igen klockan { $time }.
error-login-code-expired = Aktiveringskoden har gått ut. Be chefen om en ny.
error-login-slot-damaged = Dina inloggningsuppgifter är skadade på denna enhet. Ring administratören.
error-login-slot-secret = Dina inloggningsuppgifter hör inte till denna enhet. Ring administratören.
error-password-short = Lösenordet är för kort: minst { $min } tecken, till exempel en mening.
error-password-long = Lösenordet är för långt. Förkorta.
error-password-common = Lösenordet är lätt att gissa. Välj ett annat.
error-password-context = Lösenordet innehåller användarnamn, namn eller plats. Välj ett annat.
error-password-unchanged = Det nya lösenordet är samma som det gamla. Välj ett annat.
error-password-code = Aktiveringskoden duger inte som lösenord. Hitta på ett eget.

## Nycklar och enhetens hemlighet

error-keyslots-magic = Nyckelfilen är skadad. Ring administratören, ta inte bort filen.
error-keyslots-length = Nyckelfilen är skadad. Ring administratören, ta inte bort filen.
error-keyslots-field = Nyckelfilen är skadad. Ring administratören, ta inte bort filen.
error-keyslots-order = Nyckelfilen är skadad. Ring administratören, ta inte bort filen.
error-keyslots-suite = Nyckelfilen är skadad. Ring administratören, ta inte bort filen.
error-keyslots-mac = Nyckelfilen har ändrats utanför programmet. Ring administratören.
error-keyslots-counter = Nyckelfilen är en gammal kopia. Ring administratören.
error-keyslots-version = Nyckelfilen är från ett nyare program. Uppdatera programmet.
error-keyslots-full = Enheten har redan högsta antalet användare. Ta bort gamla.
error-keyslots-login-taken = Användarnamnet är upptaget. Välj ett annat.
error-keyslots-no-slot = Användaren har ingen nyckel på denna enhet.
error-keystore-ambiguous = Enhetens nyckellager har två hemligheter. Ring administratören.
error-keystore-damaged = Uppgiften i enhetens nyckellager är skadad. Ring administratören.
error-keystore-exists = Enheten har redan en hemlighet. Den ersätts inte.
error-keystore-failed = Enhetens nyckellager svarar inte. Försök igen eller logga in på enheten på nytt.
error-keystore-no-answer = Enhetens nyckellager svarar inte. Försök igen eller logga in på enheten på nytt.
error-keystore-locked = Enhetens nyckellager är låst. Öppna det och försök igen.
error-keystore-missing = Enhetens hemlighet hittas inte. Registret öppnas inte utan den. Ring administratören.
error-keystore-none = Enheten har inget nyckellager. Ring administratören.
error-keystore-paused = Nyckellagret frågas inte just nu. Försök snart igen.
error-keystore-too-long = Nyckellagret gav en för lång uppgift. Ring administratören.
error-kdf-bounds = Inställningarna för nyckelhärledning duger inte. Ring administratören.
error-kdf-memory = Minnet räcker inte för nyckelhärledning. Stäng andra program och försök igen.
error-wrap-form = Nyckeln kan inte öppnas. Ring administratören.
error-wrap-key = Nyckeln kan inte öppnas. Ring administratören.
error-door-form = Dörrfilen är skadad eller ändrad. Inloggningen fortsätter, händelsen loggas.
error-door-mac = Dörrfilen är skadad eller ändrad. Inloggningen fortsätter, händelsen loggas.
error-door-magic = Dörrfilen är skadad eller ändrad. Inloggningen fortsätter, händelsen loggas.
error-door-version = Dörrfilen är från ett nyare program. Uppdatera programmet.
warning-process-not-hardened = Programmets minne kunde inte skyddas på denna enhet. Meddela administratören.
error-seal-form = Den skyddade uppgiften kan inte öppnas. Ring administratören.
error-seal-place = Den skyddade uppgiften kan inte öppnas. Ring administratören.
error-seal-other-key = Den skyddade uppgiften kan inte öppnas. Ring administratören.
error-seal-key-pending = Uppgiftens nyckel har inte ännu kommit till denna enhet. Försök senare.
error-seal-too-long = Uppgiften är för lång för att skyddas. Förkorta.

## Registerfilen

error-db-busy = Registret är upptaget en stund. Försök igen.
error-store-busy = Registret är upptaget en stund. Försök igen.
error-db-damaged = Registerfilen är skadad. Fortsätt inte, ring administratören.
error-store-damaged = Registerfilen är skadad. Fortsätt inte, ring administratören.
error-db-too-short = Registerfilen är skadad. Fortsätt inte, ring administratören.
error-db-wrong-key-or-damaged = Registret öppnas inte: nyckeln är fel eller filen skadad. Ring administratören.
error-db-wrong-database = Filen är en annan enhets eller ett annat kontors register. Ring administratören.
error-db-wrong-salt = Filen är en annan enhets eller ett annat kontors register. Ring administratören.
error-db-newer-schema = Registret är från ett nyare program. Uppdatera programmet.
error-db-unknown-schema = Filen är inte ett Luukku-register.
error-db-plaintext = Registerfilen är inte krypterad. Den öppnas inte. Ring administratören.
error-db-no-cipher = Registret kunde inte öppnas säkert. Ring administratören.
error-db-setting = Registret kunde inte öppnas säkert. Ring administratören.
error-db-no-wal = Registret kunde inte öppnas säkert. Ring administratören.
error-db-sqlite = Registret kunde inte öppnas säkert. Ring administratören.
error-db-denied = Åtgärden är inte tillåten i detta register.
error-db-interrupted = Avbröts. Ingenting ändrades.
error-interrupted = Avbröts. Ingenting ändrades.
error-db-network-file-system = Registret ligger på en nätverksdisk. Flytta det till enhetens egen disk.
error-db-no-room = Disken är full. Ingenting gick förlorat. Frigör utrymme och spara på nytt.
error-db-no-room-to-open = Disken är full, så registret kan inte öppnas. Frigör utrymme och försök igen.
error-disk-full = Disken är full. Ingenting gick förlorat. Frigör utrymme och spara på nytt.
error-file-disk-full = Disken är full. Ingenting gick förlorat. Frigör utrymme och spara på nytt.
error-store = Det gick inte att skriva i registret. Det du skrivit är sparat. Försök igen.
error-record-missing = Anteckningen finns inte längre. Uppdatera vyn.

## Filer

error-file-bad-path = Filens plats duger inte. Kontrollera sökvägen.
error-file-exists = Filen finns redan. Den ersätts inte. Ge ett annat namn.
error-file-io = Filen kan inte läsas eller skrivas. Försök igen.
error-file-locked = En annan Luukku använder filen. Stäng den först.
error-file-missing = Filen finns inte.
error-file-mode = Filens rättigheter eller ägare är inte rätt. Ring administratören.
error-file-not-own = Filens rättigheter eller ägare är inte rätt. Ring administratören.
error-file-not-regular = Filens rättigheter eller ägare är inte rätt. Ring administratören.
error-file-too-long = Filen är för stor.

## Ändringar och logg

error-cbor-form = Ändringen kan inte läsas. Meddela administratören.
error-cbor-trailing = Ändringen kan inte läsas. Meddela administratören.
error-cbor-truncated = Ändringen kan inte läsas. Meddela administratören.
error-change-form = Ändringen kan inte läsas. Meddela administratören.
error-change-altered = Ändringen är inte den som sändes. Meddela administratören.
error-change-too-large = Ändringen är för stor. Förkorta texten.
error-change-version = Ändringen är från ett nyare program. Uppdatera programmet.
error-chain-again = Ändrings- eller loggkedjan är bruten. Meddela administratören och loggövervakaren.
error-chain-altered = Ändrings- eller loggkedjan är bruten. Meddela administratören och loggövervakaren.
error-chain-clock = Ändrings- eller loggkedjan är bruten. Meddela administratören och loggövervakaren.
error-chain-gap = Ändrings- eller loggkedjan är bruten. Meddela administratören och loggövervakaren.
error-chain-link = Ändrings- eller loggkedjan är bruten. Meddela administratören och loggövervakaren.
error-chain-stream = Ändrings- eller loggkedjan är bruten. Meddela administratören och loggövervakaren.
error-note-form = Loggens kontrollanteckning duger inte. Meddela loggövervakaren.
error-note-signature = Loggens kontrollanteckning duger inte. Meddela loggövervakaren.
error-note-signer = Loggens kontrollanteckning duger inte. Meddela loggövervakaren.

## Användarrättigheter

refused-no-group = Rättighet saknas: denna uppgiftsgrupp. Kontakta chefen.
refused-not-this = Rättighet saknas: { $function }. Kontakta chefen.
function-read = { $kind } (läsning)
function-create = { $kind } (ny)
function-change = { $kind } (ändring)
function-log-own = listan över dem som har tittat
function-log-unit = läsning av enhetens logg
function-log-all = läsning av hela loggen
function-log-verify = kontroll av loggen
function-users-read = listan över användare
function-users-grant = hantering av användarrättigheter
function-users-account = hantering av användarnamn
function-backup = säkerhetskopiering
function-configure = ändring av inställningar
function-plan-accept = anteckning om godkänd plan
refused-no-clients = Din roll har inga kunduppgifter. Logga in med ett namn vars roll betjänar kunder, eller be chefen om en roll.
refused-individual-right = Rättighet saknas: här behövs en personlig tidsbunden rätt. Kontakta chefen.
refused-outside-pack = Rättighet saknas: kunden hör inte till det medhavda paketet.
refused-no-open-request = Rättighet saknas: personen har ingen öppen begäran.
refused-no-relation = Öppna via bokad tid, egen kund eller uppgift, eller identifiera kunden.
refused-not-identified = Öppnades inte: kunden är inte identifierad. Be om legitimation, öppna på nytt.
refused-restricted = Du kan inte öppna kunden: användningen är begränsad. Fråga chefen.

## Situationer vid användning

error-no-open-file = Ingen kund är öppen. Sök kunden först.
error-no-rule-set = Det finns inga regler för denna dag. Ring administratören.
error-unknown-kind = Uppgiftsslaget är okänt. Uppdatera programmet.

## Skrivbordet: registrering av uppgifter

confirm-close-period = Den föregående öppna perioden slutar { $date }. Spara?
confirm-employer-ended = Arbetsgivaren har upphört. Spara ändå?
confirm-health-words = Ordet "{ $word }" gäller hälsa och hör till hälsouppgifterna. Spara ändå?
confirm-household = FO-nummer saknas: är arbetsgivaren ett hushåll?
confirm-namesake = En med samma namn och födelsedag finns redan ({ $count }). Registrera ändå?
confirm-overlap = Perioden överlappar en annan: { $other }. Spara ändå?
confirm-permit = Medborgarskapet kräver uppehållstillstånd. Spara och gör en uppgift om kontrollen?
confirm-plan-date = Tidsfristen är efter planens följande översyn { $date }. Spara ändå?
confirm-plan-version = Planen är godkänd. Ändringen gör en ny version. Fortsätta?
confirm-protection-off = Har det kontrollerats i befolkningsdatasystemet att spärrmarkeringen upphört?
confirm-under-15 = Personen är under 15 år. Är personbeteckningen rätt?
effect-hetu = Den nya personbeteckningen gäller, den gamla hittar fortfarande.
effect-corrected = Den gamla anteckningen finns kvar bland de rättade (X).
effect-corrected-again = Anteckningen som den rättade gäller igen.
effect-nothing = Ingenting ändrades.
effect-period-closed = Den föregående perioden slutade { $date }.
effect-plan-comes = Planen trädde i kraft.
effect-plan-replaced = Den tidigare planen märktes som ersatt.
effect-plan-version = En ny version av planen gjordes.
effect-protected = Spärrmarkeringen gäller: kontaktuppgifterna skyddades, gamla kopior togs bort.
effect-protection-off = Spärrmarkeringen upphörde. Skyddade uppgifter återkommer inte: fråga på nytt.
effect-saved = Sparat.
effect-saved-unseen = Sparat skyddat. Du ser inte innehållet.
effect-task-made = Uppgift { $date }: { $text }.
effect-sealed = Adress- och platsuppgifterna skyddades.
effect-traces-later = Gamla spår försvinner från disken när det andra fönstret stängts.
effect-valid-from = Adressen gäller från { $date }.
effect-waits-national = Väntar på registrering i informationsresursen.
error-hetu-change = { $field } byts med formuläret Tidigare beteckning: orsaken antecknas.
error-hetu-not-in-force = { $field } är inte den gällande beteckningen. Sök kunden på nytt.
error-hetu-same = { $field } är densamma som den gamla. Skriv den nya beteckningen.
error-compartment-key-changed = Uppgiftsgruppens nyckel i registret har bytts mot en annan: inget krypteras med den. Meddela genast administratören.
error-no-compartment-key = Uppgiftsgruppens nyckel saknas på denna enhet. Ring administratören.
error-nothing-hidden = Det finns inget skyddat i detta fält.
error-officer-role = { $field }: välj en annan tjänsteman.
error-host-role = { $field } lämnas tomt för den här tiden, eller är en annan tjänsteman.
error-overlap = { $field }: perioden överlappar en annan som börjar { $other }. Ändra dagarna eller avsluta den andra.
error-booking-past = { $field }: tiden har redan varit. Ange en tid som ligger framåt. Ett hållet besök antecknas som kontakt.
error-booking-overlap = { $field }: klienten har redan en tid { $other }. Välj en annan tid, eller flytta eller avboka den först.
error-reason-short = Skriv orsaken, minst { $min } tecken.
error-record-withdrawn = Uppgiften har tagits ur bruk. Gör en ny.
error-visit-open = Besöket pågår. Avsluta det först, eller rätta det med ett nytt.
error-withdraw-former = En tidigare personbeteckning återkallas inte: personen hittas fortfarande med den. Om den är fel, rätta den med en ny (K).
error-reference = { $field } hänvisar till något som inte finns. Välj ur listan.
error-unique = { $field } används redan i en annan uppgift.
error-write-once = { $field } antecknas en gång. Rätta med en ny anteckning: K i listan.
error-corrected-in-place = Anteckningen rättas inte med en ny: öppna och ändra den.
error-corrected-already = Anteckningen är redan rättad. Öppna listan på nytt och rätta den som gäller.
error-correction-same = Rättelsen säger samma sak som den gamla anteckningen. Ändra det felaktiga fältet eller låt bli att rätta.
refused-field = Rättighet saknas: detta fält. Kontakta chefen.
refused-no-key = Rättighet saknas: uppgiftsgruppens nyckel. Kontakta chefen.
refused-protection-off = Spärrmarkeringen tas bort av egen handläggare efter kontroll.
refused-withdraw = Rättighet saknas: uppgiften kan inte tas ur bruk här.
remark-conflict = På en annan enhet antecknades annorlunda ({ $others }).

### desk: counter

alert-protected = SPÄRRMARKERING tills vidare: uppgifter dolda. Läs inte högt.
alert-protected-until = SPÄRRMARKERING till { $date }: uppgifter dolda. Läs inte högt.
alert-not-identified = INTE IDENTIFIERAD: berätta ingenting om kundens uppgifter.
alert-identity-doubtful = Identiteten är oklar: uppgifter lämnas inte ut.
alert-deceased = Kunden har avlidit { $date }.
alert-initial = TIDSFRIST { $weekday ->
   *[mon] mån
    [tue] tis
    [wed] ons
    [thu] tors
    [fri] fre
    [sat] lör
    [sun] sön
    } { $date } inledande intervju, { $days } vardagar kvar
alert-initial-one-day = TIDSFRIST { $weekday ->
   *[mon] mån
    [tue] tis
    [wed] ons
    [thu] tors
    [fri] fre
    [sat] lör
    [sun] sön
    } { $date } inledande intervju, 1 vardag kvar
alert-initial-today = TIDSFRIST I DAG: sista dagen för inledande intervju
alert-initial-late = FÖRSENAD: sista dagen för inledande intervju var { $weekday ->
   *[mon] mån
    [tue] tis
    [wed] ons
    [thu] tors
    [fri] fre
    [sat] lör
    [sun] sön
    } { $date }
alert-booking-today = TID I DAG kl. { $time } { $service ->
    [initial] inledande intervju
    [discussion] samtal om jobbsökning
    [supplementary] kompletterande samtal om jobbsökning
    [plan] översyn av plan
    [desk] rådgivning
    [employer] möte med arbetsgivare
   *[other] bokad tid
    }
alert-task-due = TIDSFRIST { $weekday ->
   *[mon] mån
    [tue] tis
    [wed] ons
    [thu] tors
    [fri] fre
    [sat] lör
    [sun] sön
    } { $date } uppgift: { $task }
alert-task-late = FÖRSENAD { $weekday ->
   *[mon] mån
    [tue] tis
    [wed] ons
    [thu] tors
    [fri] fre
    [sat] lör
    [sun] sön
    } { $date } uppgift: { $task }
alert-plan-waits = Planen väntar på kundens godkännande
alert-service-language = Servicespråk: { $language ->
   *[fi] finska
    [sv] svenska
    [se] nordsamiska
    [en] engelska
    }
alert-arrangement = Arrangemang: { $arrangement ->
   *[interpreter] tolk
    [sign_language] teckenspråkstolk
    [accessible_room] tillgängligt rum
    [induction_loop] hörslinga
    [plain_language] lättläst språk
    [written_only] endast skriftligt
    [phone_only] endast per telefon
    [long_time] längre tid
    [quiet_room] lugnt rum
    [support_person] stödperson med
    }
ground-visit = Grund: besök. Visningen har loggats.
ground-visit-booked = Grund: besök, bokad tid { $time }. Visningen har loggats.
ground-call = Grund: samtal. Visningen har loggats.
ground-booking = Grund: bokad tid. Visningen har loggats.
ground-booking-at = Grund: bokad tid { $time }. Visningen har loggats.
ground-own-client = Grund: egen kund. Visningen har loggats.
ground-queue = Grund: könummer. Visningen har loggats.
ground-task = Grund: uppgift. Visningen har loggats.
ground-break-glass = Grund: nödöppning. Visningen har loggats och granskas.
ground-data-request = Grund: begäran om uppgifter. Visningen har loggats.
ground-review = Grund: granskning. Visningen har loggats.
card-language = Servicespråk
card-arrangements = Arrangemang
card-officer = Handläggare
card-payer = Utbetalare
card-address = Adress
card-phone = Telefon
card-email = E-post
card-contact-address = Kontaktadr.
card-search = Jobbsökning
card-status = Läge
card-plan = Plan
card-next = Nästa tid
card-search-none = ingen jobbsökning
card-search-since = i kraft från { $date }
card-search-until = i kraft { $start }–{ $end }
card-search-ended = avslutad { $date }
card-waits-national = väntar på informationsresursen
card-since = från { $date }
card-plan-waits = väntar på godkännande
card-review = (översyn { $date })
card-group-identity = Personuppgifter
card-group-search = Jobbsökning, läge
card-group-time-line = Arbete, utbildning
card-group-plan = Plan
card-group-contacts = Kontakter
card-group-dates = Tider och uppgifter
card-group-other = Övriga uppgifter
time-line-gap = { $months } mån.
note-advised = Rådgivning
note-not-reached = Nåddes inte
note-callback = Ring upp
note-visit = Besök
note-moved = Tid flyttas
note-absent = Uteblev
note-plan-accepted = Plan godkänd
note-clarification = Utredning inkom
effect-contact = kontakt { $method }
effect-reminder =
    påminnelse { $date }, { $to ->
        [own] till dig
        [unit] till enheten
       *[other] { $to }
    }
effect-booking-moved = tiden { $at } flyttad
effect-booking-absent = tiden { $at }: uteblev
effect-next-booked = nästa tid { $at } { $service ->
    [initial] inledande intervju
    [discussion] samtal om jobbsökning
    [supplementary] kompletterande samtal om jobbsökning
    [plan] översyn av plan
    [desk] rådgivning
    [employer] möte med arbetsgivare
   *[other] bokad tid
    }
effect-plan-accepted = planen godkänd { $way ->
    [online] i webbtjänsten
    [signed] genom underskrift
   *[other] på annat sätt
    }
effect-plan-in-force = planen är i kraft
effect-plan-incomplete = planen är inte ännu i kraft: uppgifter saknas
effect-visit-purpose = besökets ärende: { $purpose ->
    [register] inleda jobbsökning
    [renew_end] förnya eller avsluta
    [change] ändrad situation
    [contact_data] ändrade kontaktuppgifter
    [booking] tidsbokning
    [arrival] kom till bokad tid
    [clarification] lämna utredning
    [plan] plan och skyldighet att söka arbete
    [offer] jobb och erbjudanden
    [training] utbildning eller tjänst
    [consent] samtycke
    [benefit_state] läget för utlåtandet
    [employer] arbetsgivarärende
    [data_request] begäran om egna uppgifter
    [third_party] förfrågan om en annan person
   *[other] annat
    }
effect-officer-task = uppgift: { $name }, kunden har ingen nästa tid
effect-unit-task = uppgift för enheten: kunden har ingen nästa tid
effect-arrived = kom till tiden { $time }
effect-host-told = meddelat: { $name }
confirm-note-again = { $subject }: samma har redan antecknats i dag. F9 antecknar på nytt.
error-note-unknown = Mallen finns inte. Välj 1–8.
error-note-no-booking = Kunden har ingen tid som detta gäller.
error-absence-stands = Frånvaron kan tas tillbaka bara den dag den antecknades. Anteckna orsaken.
error-task-chain = En uppgift kan inte vänta på sig själv. Välj en annan uppgift.
error-next-needed = Nästa tid saknas. Ange en ny tid eller berätta varför ingen behövs.
error-next-past = Nästa tid har redan varit. Ange en tid som ligger framåt.
error-next-late = Lagens sista dag är { $date }. Ange en tidigare tid, eller boka den senare med formuläret (6 Tider och uppgifter) som frågar efter orsaken.
error-next-there = Kunden har redan en nästa tid. Flytta den med mall 5.
error-plan-accepted = Uppgiften hör till en godkänd plan: den tas inte bort och flyttas inte. Anteckna dess resultat.
error-plan-date = { $field } är före den dag då planen gjordes. Kontrollera dagen.
error-plan-no-task = Planen har inga uppgifter. Lägg till en uppgift före godkännandet.
error-plan-not-waiting = Ingen plan väntar på kundens godkännande.
error-plan-newer = En nyare version { $n } av planen är redan under arbete. Ändra den: den öppnas på planens skärm.
error-plan-older = Planen har ersatts eller upphört: den kan bara läsas.
error-no-booking-today = Kunden har ingen tid i dag att komma till.
error-reminder-past = Påminnelsen ligger i det förflutna. Välj i dag eller senare.
viewed-open = öppnade kortet
viewed-tab = öppnade gruppen
viewed-reveal = visade en dold uppgift
viewed-search = sökning
viewed-list = såg en lista
viewed-create = antecknade
viewed-change = ändrade
viewed-withdraw = tog ur bruk
viewed-conflict = löste en konflikt
viewed-sealed = antecknade utan att läsa
viewed-refused = öppning nekad
viewed-repeated = visade på nytt
viewed-history = visade historik
viewed-print = skrev ut
viewed-export = exporterade
viewed-clipboard = kopierade till urklipp
viewed-own-printout = skrev ut egna uppgifter
viewed-disclosure = lämnade ut uppgifter
viewed-lookup = förfrågan
viewed-read = läste visningsloggen
purpose-booking = bokad tid
purpose-own-client = egen kund
purpose-queue = könummer
purpose-call = samtal
purpose-task = uppgift
purpose-visit = besök
purpose-break-glass = nödöppning
purpose-data-request = begäran om uppgifter
purpose-review = granskning

### desk: login and office

error-no-office = Det finns inget register i mappen. Välj rätt mapp eller grunda ett kontor: luukku setup.
error-folder-mode = Andra kan öppna mappen { $folder }. Stäng den för andra och försök igen: chmod 700 { $folder }
error-folder-not-own = Mappen { $folder } hör till ett annat konto. Öppna registret med ägarens konto eller rätta ägaren.
error-office-exists = Det finns redan ett register i mappen. Inget nytt grundades. Välj en annan mapp.
error-keyslots-missing = I mappen finns ett register, men dess nyckelfil keyslots saknas. Ta inte bort något. Administratören återställer en säkerhetskopia: luukku restore.
error-setup-unfinished = I mappen finns en avbruten grundning. Ta bort mappen och börja om.
error-setup-empty = Kontor, enhet, användarnamn och namn får inte vara tomma. Fyll i dem.
error-office-file = Kontorets uppgifter kunde inte sparas. Kontrollera disken och försök igen.
error-policy = Programmets behörighetsregler går inte att läsa. Installera om programmet.
error-door = Inloggningsförsöket kunde inte antecknas, så inloggningen avbröts. Kontrollera diskutrymmet och försök igen.
error-door-locked = Ett annat program håller låsfilen luukku.lock. Stäng det eller vänta en stund och försök igen.
error-door-file = Inloggningsförsöket kunde inte antecknas i filen door, så inloggningen avbröts. Kontrollera filens ägare och rättigheter (0600).
error-device-secret-lost = Enhetens hemlighet saknas: den har tagits bort eller så används ett annat konto i operativsystemet. Ingen ny görs, för den skulle inte öppna registret. Logga in med rätt konto eller återställ säkerhetskopian med återställningsnyckeln: luukku restore.
error-no-database-key = Du har ingen nyckel till registret. Be chefen om en ny aktiveringskod.
error-login-wrong-wait = Användarnamnet eller lösenordet är fel. Försök igen klockan { $time }.
error-login-wait = Vänta: nästa försök går att göra klockan { $time }.
error-login-ended = Din behörighet har upphört. Fråga chefen.
error-login-role-ended = Din roll upphörde { $day }. Be chefen förlänga den.
error-login-administrator-ended = Din roll upphörde { $day }. Be chefen förlänga den. Om det inte finns någon, ta återställningsnyckeln och kör: luukku recovery user --login NAMN --user NAMN (ditt eget användarnamn i båda).
error-login-no-role = Du har ingen gällande roll. Be chefen om en roll.
error-login-needs-activation = Det här är en aktiveringskod. Tryck F7, ange koden och ett eget lösenord.
error-password-again = Ange ditt eget lösenord på nytt före den här åtgärden.
error-login-name = Användarnamnet har ett mellanslag eller ett osynligt tecken. Välj ett annat.
error-user-names = Användarnamn eller namn saknas, eller så har användarnamnet ett mellanslag eller ett osynligt tecken. Rätta fälten.
error-login-form = Användarnamnet har ett mellanslag eller ett osynligt tecken. Rätta det.
error-user-keys-missing = Du har inte de nycklar som hör till rollen. Be chefen göra det här. När ingen längre kan: luukku recovery user.
error-user-code-waits = Användaren har en ny aktiveringskod som inte är använd än. Ge rollen när användaren har loggat in med koden.
error-user-role = Rollen är okänd. Välj en roll i listan.
error-user-role-none = Användaren har inte den rollen. Välj en roll som hen har.
error-user-from = Rollens första dag har passerat. Ange en dag som är i dag eller senare.
error-user-until = Rollens sista dag saknas eller har passerat. Ange en dag som är i dag eller senare.
error-user-agreement = Säkerhetsavtalets dag saknas eller ligger i framtiden. Ange dagen då avtalet gjordes.
right-given = Rätten är given. Den börjar vid användarens nästa inloggning.
declared = Anmält. De här uppgifterna öppnas inte längre.
error-declare-nothing = Skriv minst en personbeteckning.
error-declare-not-close = Beteckningen är inte anmäld som närståendes. Kontrollera den.
refused-declared = Det anmälda kan man inte själv ändra eller återta. Be chefen rätta det.
role-ended = Rollen upphörde. Användarens andra roller står kvar.
role-given = Rollen är given för tiden { $from }–{ $until }.
rights-ended = De personliga rätterna är avslutade. Rollerna står kvar.
user-rights-removed = Rättigheterna är borttagna. Användaren kommer inte längre in i registret.
record-withdrawn = Tagen ur bruk: { $kind }. Historiken finns kvar.
error-right-until = Rättens sista dag saknas eller har passerat. Ange en dag som är i dag eller senare.
error-right-none = Användaren har ingen gällande personlig rätt.
refused-right-role = Till användarens roll hör ingen personlig rätt: rollen öppnar redan uppgifterna eller inte alls.
refused-supervisor-rights = Chefen ger och avslutar en personlig rätt.
refused-own-rights = Det går inte att ändra sina egna behörigheter. Be en chef göra det.
refused-administrator-again = Återställningsnyckeln förlänger bara administratörens egen roll som upphört eller snart upphör. Be chefen om andra roller.
refused-supervisor-codes = Användaren har en roll: chefen ger den nya koden.
refused-supervisor-grants = Chefen ger roller. Skapa användaren utan roll och be chefen ge den.
refused-roles-apart = Samma person kan inte ha de här rollerna. Ge rollen till någon annan.
refused-user-passivated = Användaren finns inte eller så har behörigheten upphört. Skapa vid behov en ny användare.
user-active = i bruk
user-waits-for-activation = väntar på aktivering
user-passivated = avslutad
user-password-too-old = lösenordet för gammalt
user-no-slot = ingen nyckel: gör en kod
user-role-ends = rollen upphör snart
user-role-ended = rollen har upphört
notice-rollback = En äldre fil har satts i den nyares ställe. Skyddade uppgifter förblir stängda. Meddela genast administratören.
notice-clock-ahead = Klockan är mer än ett dygn före senaste användning: tidsstämplarna står stilla. Administratören bekräftar klockan (F2). Meddela.
notice-clock-ahead-confirm = Klockan är mer än ett dygn före senaste användning: tidsstämplarna står stilla. Går klockan rätt, bekräfta den: F2, Bekräfta klockan.
clock-confirmed = Klockan är bekräftad. Tidsstämplarna går vidare.
notice-other-window = Registret är öppet även i ett annat fönster: lås eller stäng det där.
notice-clock-back = Enhetens klocka har gått bakåt. Skyddade uppgifter förblir stängda tills klockan går rätt. Meddela administratören.
notice-failed-logins = Misslyckade inloggningar med ditt användarnamn sedan förra inloggningen: { $n }. Om de inte är dina, meddela chefen.
notice-drafts = Utkast som väntar: { $n }. Öppna klienten och samma formulär (t.ex. Ctrl-Y): det erbjuder sitt utkast.
notice-password-ends = { $days ->
    [1] Lösenordet måste bytas inom en dag.
   *[other] Lösenordet måste bytas inom { $days } dagar.
    }
notice-role-ends = Din roll upphör { $day }. Be chefen förlänga den i tid.
notice-role-ends-administrator = Din roll som administratör upphör { $day }. Chefen förlänger den; finns det ingen, så gör återställningsnyckeln det (luukku recovery user).
notice-role-ends-of = Rollen för { $name } upphör { $day }. Utan chef eller administratör ger ingen behörigheter: be att rollen förlängs i tid.
notice-checkpoint-missing = Loggens kontrollpunkt har försvunnit ur nyckellagret (när det är en fil: filen checkpoint). Någon kan ha kapat loggens slut. Meddela dataskyddsombudet och jämför loggen med säkerhetskopian; en återställning börjar en ny logg.
notice-checkpoint-not-kept = Loggens kontrollpunkt kunde inte sparas i nyckellagret. Arbetet kan fortsätta; meddela administratören om det upprepas.
error-log-days = Dagarna är i fel ordning. Från är före till.
error-log-user = Användar-id finns inte. Kontrollera det i listan över användare.
error-log-action = Åtgärden är okänd. Välj den i listan (F4).
error-log-client = Ange kundens identifierare eller minst dess åtta sista tecken.
error-log-client-many = Slutet passar flera kunder. Skriv mera av identifieraren.
error-log-no-name = Raden har ingen kund vars namn finns på den här enheten.
error-log-no-note = Skriv en anmärkning: vad du granskade och fann.
refused-own-review = Du kan inte granska dina egna händelser. Någon annan gör det.
log-marked = Kvitterat som granskat: { $name }. Anteckningen finns i loggen.
error-log-no-detail = Raden har ingen förseglad text, eller så går den inte att öppna.
refused-log-auditor = Hela loggen läses av loggövervakaren.
log-outcome-refused = nekades
log-outcome-failed = misslyckades
log-verdict-intact = Loggen är hel: sista rad { $n }.
log-verdict-open-tail = Loggen är hel. Från rad { $n } är den inte undertecknad ännu, vilket är vanligt under arbetet.
log-verdict-altered = Rad { $n } har ändrats. Rör inte enheten och meddela dataskyddsombudet.
log-verdict-gap = Rad { $n } saknas. Rör inte enheten och meddela dataskyddsombudet.
log-verdict-reordered = Rad { $n } är på fel plats. Rör inte enheten och meddela dataskyddsombudet.
log-verdict-short = Loggens slut saknas från rad { $n } och ingen återställning förklarar det. Meddela dataskyddsombudet.
log-verdict-fork = Rad { $n } har två olika kontrollpunkter: det finns två kopior av registret. Meddela dataskyddsombudet.
log-verdict-clock = Klockan har gått bakåt på rad { $n }. Kontrollera enhetens klocka.
log-verdict-signature = Underskriften på kontrollpunkten vid rad { $n } stämmer inte. Meddela dataskyddsombudet.
log-verdict-checkpoint-outside = Nyckellagret känner inte längre den kontrollpunkt för loggen som förts dit. Någon kan ha kapat loggens slut. Rör inte enheten och meddela dataskyddsombudet.
log-verdict-checkpoints = Kontrollpunkter för loggen har försvunnit ur registret: { $n }. Någon kan ha tagit bort dem och ändrat loggen. Rör inte enheten och meddela dataskyddsombudet.
log-verdict-unsigned = Inloggningen på rad { $n } följs inte av någon kontrollpunkt fast fler rader har tillkommit. Någon kan ha tagit bort kontrollpunkter. Rör inte enheten och meddela dataskyddsombudet.
log-verdict-body-missing = Innehållet i rad { $n } saknas och ingen gallring förklarar det. Meddela dataskyddsombudet.
log-blind-file = Enhetens hemlighet finns i en fil: om någon som har databasens nyckel har kapat rader, kontrollpunkter och filen checkpoint tillsammans märks det inte här. Jämför raden med en tidigare utskrift eller säkerhetskopia.
log-blind-key-store = Nyckellagret berättade inte vilken loggens sista rad var: att slutet kapats kan inte uteslutas. Kontrollera nyckellagret och kör kontrollen igen.
log-blind-key-store-later = Nyckellagret känner loggen till den senaste inloggningen, låsningen eller kontrollpunkten under ett långt pass (rad { $n }). Senare rader, som en kommandoradskörnings eller utloggningens, kan den som har databasens nyckel kapa med sina kontrollpunkter utan att det märks här. Nästa inloggning för dem till nyckellagret: jämför radens nummer med en tidigare utskrift eller säkerhetskopia.
error-backup-folder = Säkerhetskopians mapp finns redan. Ange namnet på en ny mapp.
error-backup-check = Säkerhetskopian klarade inte kontrollen och gäller inte. Kontrollera disken och gör en ny kopia.
error-restore-newer = Säkerhetskopian är gjord med en nyare version av programmet. Installera den och återställ på nytt.
error-restore-manifest = I mappen finns ingen hel säkerhetskopia: förteckningen saknas eller en fil stämmer inte med den. Använd en annan kopia.
error-restore-recovery-key = Återställningsnyckeln är felskriven eller hör till ett annat kontor. Kontrollera den på papperet.
error-recovery-needs-old = Den här inloggningen har inte alla nycklar. Ge den gamla återställningsnyckeln (--old-key) eller logga in som chef.
error-user-unknown = Användaren finns inte eller har inga rättigheter längre.
error-restore-damaged = Säkerhetskopians databas är skadad. Inget ändrades. Använd en annan kopia.
error-restore-in-use = Registret är öppet i ett annat program. Stäng det och återställ sedan.
error-record-other = Posten hör till en annan kund. Inget sparades. Öppna rätt kund och försök igen.
error-moved = Någon annan sparade samma kunds uppgifter i samma stund. Inget sparades. Spara på nytt.
error-search-too-broad = Sökningen ger för många träffar. Skriv mer: förnamn eller födelseår.
error-file-path = Mappens namn duger inte. Ange en annan mapp.
error-restore-running = Registret återställs från en säkerhetskopia. Vänta tills det är klart.
error-restore-unfinished = Återställningen avbröts och kunde inte fortsätta. Kontrollera diskutrymmet och kör luukku restore på nytt från samma säkerhetskopia.
refused-restore = En säkerhetskopia återställs av administratören med eget lösenord eller av den som har återställningsnyckeln. Inget ändrades.
error-restore-other-office = I mappen finns ett annat kontors eller en annan enhets register. Inget ändrades. Välj rätt mapp.
error-password-must-change = Lösenordet har gått ut. Byt det först på inloggningsskärmen: luukku.
search-by-hetu = personbeteckning
search-by-phone = telefonnummer
search-by-phone-or-date = telefonnummer eller födelsetid
search-by-birth-date = födelsetid
search-by-name-and-date = namn, födelsetid
search-by-name-and-year = namn, födelseår
search-by-name = namn
search-more = Skriv mera: två bokstäver av namnet eller fem siffror av numret.
search-hetu-more = Skriv personbeteckningen till slut.
search-too-many = Sökningen träffar för många. Skriv mera: förnamn eller födelseår.
hit-former-hetu = tidigare pb
hit-ended = avslutad
hit-similar = liknande
hit-ask-hetu = fråga pb
hit-restricted = bruk begränsat
card-moment = { $date } { $time }
