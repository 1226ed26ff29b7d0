## Skärmar: rubriker, frågor och svar på rad 23

screen-search = Kundsökning
screen-card = Kundkort
screen-group = Uppgiftsgrupp
screen-work = Arbete och utbildning
screen-plan = Plan
screen-plan-version = Plan, version { $n }
screen-versions = Planens versioner
versions-count =
    { $n ->
        [1] 1 version. Enter öppnar den för läsning.
       *[other] { $n } versioner, nyaste först. Enter öppnar.
    }
screen-note = Snabbanteckning
screen-viewed = Vem har tittat
screen-users = Användare
screen-history = { $kind }: historik
screen-form-edit = { $kind }: ändra
screen-form-fill = { $kind }: komplettera
screen-form-correct = { $kind }: rättelse
screen-form-new = { $kind }: ny
screen-form-view = { $kind }: visa
screen-right = Rätt till skyddade uppgifter: { $name }
screen-grant = Roll: { $name }
situation-title = Servicesituation
situation-next = Ärendesättet byts för nästa besök; detta besök står som det antecknades.
situation-desk = Besök
situation-phone = Samtal
situation-video = Video
situation-online = Webb
client-born = f. { $date }
client-language-sv = på svenska
client-language-en = in English
client-language-se = sámegillii
client-language-other = servicespråk { $code }
column-name = Namn
column-born = Född
column-hetu = Pers.bet.
column-municipality = Hemkommun
column-remark = Obs.
column-when = När
column-who = Vem
column-field = Uppgift
column-from = Före
column-to = Efter
column-unit = Enhet
column-action = Vad
column-purpose = Varför
column-time = Tid
column-sort = Art
column-what = Vad
column-where = Var
column-evidence = Intyg
column-login = Användarnamn
column-ends = Upphör
column-roles = Roller
column-state = Läge
column-version = Version
column-made = Gjord
column-plan-kind = Art
column-accepted = Godkänd
search-label = Sök
search-kinds = personbeteckning, namn eller telefon
search-help = Början av namn, födelseår eller -dag; beteckning; minst 5 siffror av numret.
search-verify = Kontrollera födelsetid eller personbeteckning med kunden innan du öppnar.
search-empty = Skriv en sökning. Inga kunder visas före det.
search-none = Inga träffar. Kontrollera stavningen.
search-no-phone = Sökning med telefonnummer hör inte till din uppgift. Sök med namn eller personbeteckning.
search-all =
    { $n ->
        [1] 1 träff, den visas.
       *[other] { $n } träffar, alla visas. Kontrollera födelsetid eller beteckning med kunden.
    }
search-first = De { $n } första träffarna. Skriv mera för att avgränsa.
search-window = { $n } träffar, { $from }–{ $to } visas: ↓ och PgDn visar resten.
search-window-first = De { $n } första träffarna, { $from }–{ $to } visas. Skriv mera för att avgränsa.
search-same-day = Två födda samma dag: fråga hela personbeteckningen.
search-identify = 1 id-kort 2 pass 3 uppeh.kort 4 annan 5 känd 6 samtal 7 stark 0 nej
search-identify-help = Hur identifierad? Besöket antecknas, Esc öppnar inte.
search-identify-1 = 1  identitetskort
search-identify-2 = 2  pass
search-identify-3 = 3  uppehållstillståndskort
search-identify-4 = 4  annan handling
search-identify-5 = 5  känd sedan tidigare
search-identify-6 = 6  samtal: identifierad med frågor (kanalen är alltid telefon)
search-identify-7 = 7  stark elektronisk identifiering
search-identify-0 = 0  inte identifierad: öppnar bara på annan grund, och inget lämnas ut
card-latest = Senast
card-latest-hidden = Kontakterna visas inte för dig.
card-no-group = Det finns ingen uppgiftsgrupp med den siffran.
card-fact-help = { $label }: Enter öppnar uppgiften, Ctrl-E visar en dold.
card-fact-help-open = { $label }: Enter öppnar uppgiften.
entered = Antecknat av { $by } { $at }.
entered-waits = Antecknat av { $by } { $at }. ^ väntar på informationsresursen.
entered-changed = Antecknat av { $by } { $at }, ändrat av { $changer } { $changed }.
entered-changed-waits = Antecknat av { $by } { $at }, ändrat av { $changer } { $changed }. ^ väntar.
alerts-title = Att observera
alerts-none = Inget att observera.
list-count = { $shown }/{ $total }   avgränsning: alla
list-count-filtered = { $shown }/{ $total }   avgränsning: { $filter }
list-filter-label = Avgränsa
list-none-filtered = Inga anteckningar med avgränsningen. Esc tar bort den.
list-make-only = Du ser inte anteckningarna. F7 registrerar en ny.
list-shut = Stängd: Enter frågar efter grunden.
list-withdrawn-count = { $n } tagna ur bruk eller rättade: X visar.
list-withdrawn-title = Tagna ur bruk eller rättade
list-withdrawn-by = Tagen ur bruk av { $by } { $at }. H visar historiken.
list-withdrawn-waits = Togs bort av { $by } { $at }. ^ väntar på informationsresursen. H: historik.
## A record that is written once was corrected by a new one: who, when.
list-corrected-by = Rättad av { $by } { $at }. H visar historiken.
reason-withdrawn = anteckningen gäller inte längre
reason-changed-in-place = anteckningen ändras i sitt formulär: öppna den
reason-none-withdrawn = inget är taget ur bruk eller rättat
reason-shut = ange först grunden: Enter
list-more = { $n } äldre: PgDn hämtar.
list-new-kind = Ny anteckning
register-none = Registret har ännu inga poster. F7 registrerar den första.
register-none-found = Inga träffar. Kontrollera stavningen eller registrera en ny med F7.
register-more = De första av dem visas. Skriv mer för att avgränsa.
register-help = Början av ord i namnet eller FO-nummer. Enter går till listan, F7 registrerar ny.
pick-first = { $n } / { $all } visas: precisera
pick-new = F7 Ny
history-none = Inga ändringar.
history-whole = Hela posten
history-recorded = Sparad
history-made = gjord { $at }
history-withdrawal = Tagen ur bruk
history-count =
    { $n ->
        [1] 1 ändring
       *[other] { $n } ändringar, nyaste först
    }
viewed-none = Ingen har tittat.
viewed-count =
    { $n ->
        [1] 1 rad. Även denna visning loggas.
       *[other] { $n } rader. Även denna visning loggas.
    }
sort-work = arbete
sort-education = utb.
sort-gap = lucka
sort-other = annat
work-count = { $periods ->
    [1] 1 period
   *[other] { $periods } perioder
    }, { $gaps ->
    [1] 1 lucka
   *[other] { $gaps } luckor
    }
work-gap-help = Lucka: A gör den till en anteckning.
plan-newer = { $state }, version { $n }; i kraft är version { $behind } (V)
plan-none = Det finns ingen plan.
plan-none-open = Ingen plan gäller. V visar avslutade planer.
plan-no-tasks = Planen har inga uppgifter.
plan-waits = VÄNTAR PÅ KUNDENS GODKÄNNANDE
accept-dropped = Godkännandet antecknades inte, svaren sparas inte.
accept-way = Hur godkändes planen? 1 webben 2 underskrift 3 samtal/besök. Esc avbryter.
accept-understood = Gicks innehåll och betydelse igenom med kunden? X ja.
accept-delivered = Kopian: 1 i handen 2 brev 3 webbtjänst 4 Suomi.fi 5 skyddad e-post
accept-ready = { $way ->
    [online] F9 antecknar: kunden godkände på webben. Planen binder kunden.
    [signed] F9 antecknar: kunden skrev under. Planen binder kunden.
   *[other] F9 antecknar: samtal/besök, genomgånget, kopia { $delivered ->
        [handed] i handen
        [letter] i brev
        [online] på webben
        [suomifi] Suomi.fi
       *[secure_mail] skyddad e-post
    }. Binder kunden.
}
note-title = SNABBANTECKNING
note-choose = Välj en mall: siffra 1–8. Esc går tillbaka.
note-effects = Sparandet gör på en gång:
note-next-there = { $at } (finns redan)
note-next-last = Senast { $date }.
form-button-help = Enter trycker på knappen, F9 sparar varifrån som helst.
form-draft = utkast sparat kl. { $time }
form-kept = Det påbörjade formuläret blev ett utkast.
form-leave-title = Formuläret har ändringar som inte är sparade
form-leave-1 = Texten blir ett utkast och erbjuds när du öppnar formuläret.
form-leave-2 = Ett utkast är ingen anteckning: andra ser det inte.
form-leave-yes = Lämna som utkast
form-leave-discard = Förkasta ändringarna Del
form-discarded = Ändringarna förkastades.
form-check-municipality = Orten ändrades. Kontrollera hemkommunen.
form-lost-1 = Texten går förlorad: den är varken sparad eller kvar som utkast.
form-lost-yes = Släng texten
form-no-calendar = Värdens dag kommer i en senare version. Skriv dag och klockslag.
form-no-list = Det finns ingen lista för fältet.
form-no-previous = Det finns ingen föregående anteckning.
form-nothing-changed = Inget är ändrat.
form-help-fill = { $field }: antecknat. Bara det som inte har frågats (?) kan fyllas i.
form-help-shut = { $field }: kan bara läsas.
form-saving = Sparar…
proof-checking = Lösenordet kontrolleras…
form-stale = Någon annan har ändrat detta. Ditt värde står kvar; F9 sparar det.
draft-found-title = Det finns ett utkast av formuläret
draft-found-1 = Du skrev det { $at }.
draft-found-2 = F9 fortsätter utkastet, Esc låter det vara, Del förkastar det.
draft-not-kept = Utkastet kunde inte sparas. { $why }
reread-failed = Vyn kunde inte hämtas på nytt{ $why }. F5 hämtar.
lock-not-kept = Texten är inte på disken: den väntar på din inloggning i det här programmet. { $why }
draft-found-yes = Fortsätt utkastet
confirm-title = Bekräfta före sparandet
confirm-yes = Spara ändå
dialog-read = Läst
fault-title = Ett fel i programmet
fault-code = Stödkod: { $code }. Meddela den till administratören.
session-ended = Sessionen har upphört. Logga in på nytt.
quit-title = Avsluta?
quit-drafts = { $n ->
    [one] Du har 1 utkast kvar.
   *[other] Du har { $n } utkast kvar.
    } Ett formulär erbjuder sitt när du öppnar det. Ett utkast är ingen anteckning: andra ser det inte.
quit-yes = Avsluta
clock-confirm-title = Går klockan rätt?
clock-confirm-1 = Enhetens klocka visar nu { $now }.
clock-confirm-2 = Bekräftelsen loggas. Fel tid kan inte tas tillbaka: ställ klockan först om den går fel.
clock-confirm-yes = Klockan går rätt
prompt-reason = Grund
prompt-empty = Skriv en grund.
prompt-reveal = Enter visar uppgiften en stund. Det loggas. Esc avbryter.
prompt-unshut = Enter öppnar listan en stund. Det loggas. Esc avbryter.
prompt-withdraw = F9 tar ur bruk, historiken finns kvar. Esc avbryter.
reveal-logged = Uppgiften syns en stund. Det loggas.
reveal-title = Visa dold uppgift: { $field }
unshut-title = Öppna den stängda listan: { $kind }
reveal-history-title = Visa historiken med dolda värden
withdraw-title = Ta ur bruk: { $kind }
language-changed = Skärmens språk byttes till svenska.
wait-full = 256 tangenter väntar redan. Vänta på svaret.
wait-answer = Svara först på frågan. Övriga tangenter väntar på svaret.
wait-late-read = Hämtningen drar ut. Esc avbryter, F8 döljer.
wait-late-write = Sparandet drar ut. Vänta, inget har gått förlorat.
wait-cancelled = { $n ->
    [1] Avbrutet. 1 tangent användes inte.
   *[other] Avbrutet. { $n } tangenter användes inte.
    }
saved = Sparat.
reason-arrived = kunden är redan antecknad som anländ
reason-choose-gap = välj först en lucka
reason-choose-group = välj först en uppgiftsgrupp
reason-choose-row = välj först en rad
reason-identify-first = svara först hur kunden identifierades
reason-log-in = logga först in
reason-no-booking = ingen tid i dag
reason-no-client = öppna först en kund
reason-no-plan-waits = ingen plan väntar på godkännande
reason-no-right = din behörighet täcker inte detta
reason-no-clients = kundsökning hör inte till din roll
reason-administrator = bara för administratören
reason-no-rows = formuläret har ingen dellista
reason-no-rights-given = ingen personlig rätt
reason-no-roles-given = ingen roll
reason-not-here = inte på denna skärm
reason-not-yet = inte ännu i denna version
reason-nothing-hidden = inget dolt här
reason-only-read = den här skärmen är bara för läsning
screen-log = Loggövervakning
column-client = Kund
column-about = Närmare
log-none = Inga rader med dessa villkor.
log-more = De 500 nyaste visas. Avgränsa med dagar, användare eller åtgärd (/).
log-count = { $n } rader: { $asked }. Läsningen antecknades.
log-days = { $from }–{ $until }
log-times = { $n } ×
log-unreadable = innehållet kan inte läsas: kör luukku log verify
log-sealed = förseglad text (Ctrl-E)
log-help = Loggens rader: vem, vad, när och varför. Av kunden syns en identifierare, inte namnet.
log-detail-title = Sökning eller motivering, förseglad
log-button-show = Visa raderna F9
log-button-help = Enter trycker på knappen, F9 visar raderna var som helst.
column-user = Användare
column-searches = Sökn.
column-opened = Kort
column-revealed = Visat
column-broken = Nöd
column-groundless = Grund saknas
column-reviewed = Granskad
log-sums-all = Alla
log-sums-refused =
    { $n ->
        [0] inga nekade
       *[other] nekade { $n }
    }
log-sums-reviewed = granskad av { $by } { $at }
log-sums-unit = { $days }, enheten { $unit }. Läsningen antecknades.
log-sums-everybody = { $days }, alla enheter. Läsningen antecknades.
log-mark-title = Kvittera som granskad: { $name }
log-name-title = Namnet på radens kund
prompt-note = Anmärkning
prompt-note-empty = Skriv en anmärkning.
prompt-log-detail = Enter visar det. Motiveringen loggas. Esc avbryter.
prompt-log-name = Enter visar namnet. Motiveringen loggas. Esc avbryter.
prompt-log-reviewed = F9 kvitterar de här dagarna som granskade. Esc avbryter.
reason-sums-only = din roll ser siffrorna, inte raderna
reason-in-rows = öppna först raderna (Enter)
reason-in-sums = kvittera användarens dagar i siffrornas vy (Esc)
reason-log-row = av kunden finns bara en identifierare; N ger namnet
reason-choose-user = välj först en användare
log-sums-days = Siffrornas dagar
log-sums-days-from = Från
    .help = Första dagen. Former 1.2.26 t-7 mån.
log-sums-days-until = Till
    .help = Sista dagen. Former 1.2.26 t.
log-filter = Avgränsa loggen
log-filter-from = Från
    .help = Första dagen; F9 visar raderna. Former 1.2.26 t-7 mån.
log-filter-until = Till
    .help = Sista dagen. Former 1.2.26 t.
log-filter-user = Användare
    .help = Användar-id; tomt är alla.
log-filter-action = Åtgärd
    .help = En åtgärd eller en hel grupp (F4); tomt är alla.
log-filter-client = Kund
    .help = Kundens interna identifierare eller dess åtta sista tecken.
users-help-log = Användare, roller och deras sista dagar. Loggövervakning: F2, logg.
reason-no-client-in-row = raden har ingen kund
reason-here-already = du är redan här
user-role = { $role } till { $until }
user-role-to-come = { $role } { $from } – { $until }
user-has-right = { $group } till { $until }
users-help-grant = Enter ger en roll, O en rätt
users-help-account = F7 ny, K ny kod, Del tar bort allt genast
users-help-read = Användare, roller och deras slutdagar. Din roll läser dem, ändrar inte.
user-right-end-title = Avsluta personlig rätt
user-right-end-1 = Avslutas genast: { $name }, { $rights }.
user-right-end-yes = Avsluta rätten
user-code-title = Aktiveringskod
user-code-1 = En ny kod görs: { $name }.
user-code-yes = Gör en kod
user-code-shown = Skriv upp detta: koden visas inte på nytt.
user-code-until = I kraft till { $until }.
user-passivate-title = Ta bort användarrättigheter
user-passivate-1 = { $name } kommer inte längre in i registret.
user-passivate-2 = Rättigheterna upphör genast, även sessionen.
user-passivate-yes = Ta bort
quick-note = Snabbanteckning
quick-note-text = Text
quick-note-subject = Ämne
quick-note-reminder = Påminnelse
quick-note-next = Nästa tid
    .help = Dag och klockslag, till exempel 14.12. 9.30. Bokas samtidigt.
quick-note-no-next = Behövs inte, varför
    .help = Varför ingen ny tid behövs. Skrivs i kontaktens text.
new-user = Användare
new-user-login = Användarnamn
    .help = Inloggningsnamn utan blanksteg: efternamn och förnamnets början.
new-user-name = Namn
    .help = Förnamn och efternamn, så som de visas i loggen.
new-user-role = Roll
new-user-from = Första dag
    .help = Dagen då rollen börjar; tomt är i dag. Former 1.2.27 t+7.
new-user-until = Sista dag
    .help = Dagen då rollen upphör. Former 1.2.27 t+365.
new-user-agreement = Säkerhetsavtal
    .help = Dagen då det skriftliga säkerhetsavtalet gjordes.
new-user-hetu = Egen personbeteckning
    .help = Den egna akten öppnas inte. Bara ett kontrollvärde sparas; kan lämnas ofrågat.
declare = Egen och närståendes beteckning
declare-own = Egen personbeteckning
    .help = Din egen akt öppnas inte för dig. Bara ett kontrollvärde sparas.
declare-close = Närståendes personbeteckning
    .help = Jäv: en närståendes akt öppnas inte för dig. Bara ett kontrollvärde sparas.
declare-of = Användarens egen och närståendes beteckning
declare-of-own = Egen personbeteckning
    .help = Ersätter den som anmälts tidigare. Bara ett kontrollvärde sparas.
declare-of-close = Närståendes personbeteckning
    .help = En närståendes akt öppnas inte för användaren. Bara ett kontrollvärde sparas.
declare-of-close-ended = Är inte närstående
    .help = En beteckning som anmälts av misstag tas bort. Loggas.
grant-right = Rätt till skyddade uppgifter
grant-right-until = Sista dag
    .help = Dagen då rätten upphör. Former 1.2.27 t+30.
grant-right-reason = Motivering
    .help = Varför just den här personen behöver rätten. Endast loggövervakaren läser den.
grant-role = Roll
grant-role-role = Roll
grant-role-from = Första dag
    .help = Dagen då rollen börjar. Former 1.2.27 t+7.
grant-role-until = Sista dag
    .help = Dagen då rollen upphör. Former 1.2.27 t+365.
grant-role-agreement = Säkerhetsavtal
    .help = Dagen då det skriftliga säkerhetsavtalet gjordes.
end-role = Avsluta roll
end-role-role = Roll
    .help = Rollen som upphör genast. De andra rollerna står kvar.
saved-effects = Sparat: { $effects }.
proof-title = Skriv ditt eget lösenord på nytt
proof-hint = Enter fortsätter. Här behövs ditt eget lösenord på nytt. Esc avbryter.
work-hours = { $what }, { $hours } h/v
plan-mapping = KARTLÄGGNING
plan-needs = Servicebehov
plan-state = Läge
plan-actions = HANDLINGSPLAN
plan-acceptance-title = GODKÄNNANDE
plan-goals = mål: { $goals }
plan-follow-up = Uppföljning
plan-dates = kunden meddelar { $report }, nästa översyn { $review }
plan-authority = Myndigheten
plan-client = Kunden
plan-accept-hint = A antecknar: 1 webb 2 underskrift 3 telefon/besök
column-code = Kod
work-where = { $where }. { $entered }
short-yhteydenottotapa-01 = Samtal till kunden
short-yhteydenottotapa-02 = Samtalsförsök
short-yhteydenottotapa-03 = Brev till kunden
short-yhteydenottotapa-04 = Sms till kunden
short-yhteydenottotapa-05 = E-post till kunden
short-yhteydenottotapa-21 = Inledande, besök
short-yhteydenottotapa-22 = Inledande, video
short-yhteydenottotapa-23 = Inledande, telefon
short-yhteydenottotapa-24 = Komplett., besök
short-yhteydenottotapa-25 = Komplett., video
short-yhteydenottotapa-26 = Komplett., telefon
short-yhteydenottotapa-27 = Jobbsamtal, besök
short-yhteydenottotapa-28 = Jobbsamtal, video
short-yhteydenottotapa-29 = Jobbsamtal, telefon
short-yhteydenottotapa-30 = Komplett., producent
short-yhteydenottotapa-33 = Kundens sms
short-yhteydenottotapa-35 = Besök med tid
short-yhteydenottotapa-36 = Besök utan tid
short-yhteydenottotapa-71 = Intervju per video
short-yhteydenottotapa-72 = Intervju, telefon
short-yhteydenottotapa-80 = Intervju, producent
short-yhteydenottotapa-81 = Int. prod., video
short-yhteydenottotapa-82 = Int. prod., telefon
short-yhteydenottotapa-96 = Annan på byrån
short-evidence-seen = visat
short-evidence-copy = kopia
short-evidence-register = register
short-evidence-told = uppgift
user-roles = { $name }: { $roles }.
