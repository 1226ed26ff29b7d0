## Kommandoraden: hjälp

cli-about = Luukku: arbetskraftsservicens personkundregister. Utan kommando öppnas skärmen.
cli-after-help = Kunduppgifter och lösenord skrivs inte på kommandoraden: de läses från standardinmatningen, eftersom andra användare av datorn ser kommandorader. Returvärden: 0 allt gjordes, 1 nekades eller misslyckades, 2 kommandot förstods inte, 10–16 resultatet av logggranskningen.
cli-help-usage = Användning:
cli-help-commands = Kommandon
cli-help-command = KOMMANDO
cli-help-options = Väljare
cli-help-example = Exempel:
cli-use-luukku = luukku …
cli-use-log = luukku log verify --login NAMN …
cli-use-verify = luukku log verify --login NAMN …
cli-use-check = luukku check hetu|business-id …
cli-use-hetu = luukku check hetu …
cli-use-business-id = luukku check business-id …
cli-use-find = luukku find --login NAMN …
cli-use-show = luukku show --login NAMN --identified 1–7 | --purpose GRUND …
cli-use-note = luukku note --login NAMN --identified 1–7 | --purpose GRUND --template 1–8 | --method SÄTT --subject ÄMNE …
cli-use-backup = luukku backup MAPP --login NAMN …
cli-use-restore = luukku restore MAPP …
cli-use-recovery = luukku recovery user|renew|confirm --login NAMN …
cli-use-user = luukku recovery user --login NAMN --user NAMN …
cli-use-renew = luukku recovery renew --login NAMN …
cli-use-confirm = luukku recovery confirm --login NAMN …
cli-find-example = echo Niskanen | luukku find --login virtanenm
cli-show-example = echo 010594Y9032 | luukku show --login virtanenm --identified 1
cli-note-example = printf '010594Y9032\tTEXT\n' | luukku note --login virtanenm --identified 1 --method 36 --subject ÄMNE
cli-value-dir = MAPP
cli-value-folder = MAPP
cli-value-lang = SPRÅK
cli-value-language = SPRÅK
cli-value-login = NAMN
cli-value-user = NAMN
cli-value-name = NAMN
cli-value-office = NAMN
cli-value-machine = NAMN
cli-value-unit = NAMN
cli-value-backend = PLATS
cli-value-clients = ANTAL
cli-value-full = ANTAL
cli-value-seed = TAL
cli-value-identified = 1–7
cli-value-purpose = GRUND
cli-value-template = 1–8
cli-value-method = SÄTT
cli-value-subject = ÄMNE
cli-value-kind = ART
cli-value-on = ÅÅÅÅ-MM-DD
cli-value-until = ÅÅÅÅ-MM-DD
cli-value-agreement = ÅÅÅÅ-MM-DD
cli-arg-help = Visar hjälpen.
cli-arg-version = Visar versionen.
cli-arg-dir = Datamapp. Standard är LUUKKU_DIR eller kontots egen mapp.
cli-arg-lang = Språk: fi, sv eller en. Standard är omgivningens språk.
cli-arg-json = Svarar ett program: ett JSON-objekt per rad.
cli-arg-login = Användarnamn.
cli-arg-password-stdin = Första raden i standardinmatningen är lösenordet.
cli-setup-about = Grundar ett kontor på den här datorn med en första administratör.
cli-arg-office = Kontorets namn.
cli-arg-machine = Datorns namn.
cli-arg-unit = Administratörens enhet.
cli-arg-office-language = Kontorets språk: på det skriver programmet i registret, till exempel snabbanteckningarnas texter. Förval finska.
cli-arg-admin-login = Administratörens användarnamn.
cli-arg-admin-name = Administratörens namn.
cli-arg-backend = Platsen för datorns hemligheter: keystore (systemets nyckellager) eller file (fil).
cli-demo-about = Gör ett övningskontor med påhittade kunder och öppnar det.
cli-arg-clients = Kunder. Standard 5000.
cli-arg-full = De av dem som har en hel kundakt. Standard 2000.
cli-arg-seed = Frö: samma tal ger samma kunder. Standard 1.
cli-arg-reset = Tar först bort det tidigare övningskontoret.
cli-arg-no-open = Gör bara, öppnar inte.
cli-find-about = Söker kunder. Standardinmatningen har en sökning per rad: namn, personbeteckning, telefon eller födelsedatum.
cli-check-about = Kontrollerar beteckningar: en per rad i standardinmatningen. Inget kontor behövs.
cli-check-help = Fältet reason med --json är för program och därför alltid på engelska.
cli-check-hetu-about = Kontrollerar personbeteckningar.
cli-check-business-id-about = Kontrollerar FO-nummer.
cli-arg-on = Dagen som kontrollen gäller. Standard i dag.

## Kommandoraden: fel i användningen

cli-usage = Kommandot förstods inte.
cli-usage-hint = Hjälp: { $command } --help
cli-usage-argument = Väljaren { $name } är okänd.
cli-usage-stdin = Det finns ett ord för mycket på kommandoraden. Sökningar, beteckningar och texter läses från standardinmatningen, inte från kommandoraden.
cli-usage-command = Kommandot är okänt eller saknas.
cli-usage-missing = Detta saknas: { $name }
cli-usage-value = Värdet duger inte: { $name }
cli-usage-values = Värdet duger inte: { $name }. Duger: { $values }.
cli-usage-identified = Värdet duger inte: --identified. Siffran anger hur kunden identifierades: 1 identitetskort, 2 pass, 3 uppehållstillståndskort, 4 annan handling, 5 känd, 6 telefon, 7 stark elektronisk.
cli-usage-twice = Detta går inte ihop med resten: { $name }
cli-usage-json-no-open = Väljaren --json kräver väljaren --no-open.
cli-no-data-folder = Datamappen hittas inte. Ange den med väljaren --dir.
cli-no-office = Det finns inget kontor i mappen { $folder }.
cli-no-office-demo = Öva med påhittade kunder: luukku demo
cli-no-office-setup = Grunda ett kontor: luukku setup
cli-input-broken = Standardinmatningen kan inte läsas.
cli-output-broken = Det går inte att skriva till standardutmatningen: allt besvarades inte. Kontrollera diskutrymmet.
cli-input-ended = Standardinmatningen tog slut.
cli-line-not-text = Raden är inte UTF-8-text eller är för lång.
cli-line-too-long = Raden är för lång.
cli-no-password = Inget lösenord gavs. Utan terminal, använd väljaren --password-stdin.
cli-no-recovery-key = Ingen återställningsnyckel gavs. Utan terminal, använd väljaren --password-stdin och ge nyckeln på standardinmatningen.
cli-no-terminal = Skärmarna kan inte öppnas: de behöver en terminal med tangentbord och skärm. Starta luukku i ett terminalfönster utan rör och omdirigering. För skript: luukku --help.
cli-no-session = Sessionen är avslutad.
cli-stale = Någon annan har ändrat uppgiften. Läs den på nytt.
cli-invalid = Uppgiften duger inte.
cli-client-by-hetu = Kunden anges med personbeteckning eller med den identifierare som sökningen ger.
cli-client-several = Beteckningen träffar flera kunder. Använd identifieraren från sökningen.

## Frågor

cli-ask-password = Lösenord:
cli-ask-search = Sökning:
cli-ask-office = Kontorets namn:
cli-ask-machine = Datorns namn:
cli-ask-unit = Enhet:
cli-ask-office-language = Kontorets språk för anteckningar (fi, sv, en; Enter är finska):
cli-ask-admin-login = Administratörens användarnamn:
cli-ask-admin-name = Administratörens namn:
cli-ask-needed = Detta behövs.
cli-ask-new-password = Nytt lösenord (minst 15 tecken, till exempel en mening):
cli-ask-password-again = Samma igen:
cli-passwords-differ = Lösenorden skiljer sig.
cli-ask-recovery-last = Skriv återställningsnyckelns sista grupp:
cli-recovery-differs = Gruppen är inte densamma. Se på papperet.

## Att grunda ett kontor

cli-setup-done = Kontoret finns i mappen { $folder }.
cli-setup-recovery = Återställningsnyckel. Den visas bara nu:
cli-setup-recovery-keep = Skriv den på papper och lås in den. Utan den öppnas registret inte om lösenorden eller datorn försvinner.
cli-setup-unconfirmed = Återställningsnyckeln bekräftades inte. Kontoret är ändå gjort och nyckeln gäller. När den står på papper, bekräfta med luukku recovery confirm; om den inte gör det, gör en ny med luukku recovery renew.
cli-setup-no-keystore = Det finns inget nyckellager på enheten som programmet kunde använda. Enhetens hemligheter kan i stället förvaras i en fil: { $command }. Då utsätter en kopia av mappen lösenorden för gissning: använd långa.

## Övningskontoret

cli-demo-office = Övningskontoret, Lahtisregionen
cli-demo-machine = ÖVNING-01
cli-demo-ready = Övningskontoret finns i mappen { $folder }. Personal och lösenord:
cli-demo-folder = I mappen { $folder } finns redan något annat. Välj för övningskontoret en mapp som inte finns än: luukku demo --dir MAPP
cli-demo-backup = I mappen { $folder } finns en säkerhetskopia: den öppnas inte därifrån. Ange en annan mapp, eller återställ den med luukku restore.
cli-demo-there = Övningskontoret finns redan i mappen { $folder }: { $clients } kunder, { $full } av dem med hel kundakt (frö { $seed }). Det ändras inte: öppna det med luukku demo, eller gör det på nytt genom att lägga till --reset.
cli-demo-full = Det kan inte finnas fler fulla kunder än kunder: { $clients } görs.
cli-demo-progress = { $done } / { $all } kunder, { $rate } anteckningar/s, återstår { $left }
cli-demo-made = { $clients } kunder, { $records } anteckningar, { $seconds } s.
error-not-practice = Mappens kontor är inte ett övningskontor.
error-practice-making = Ett annat fönster gör övningskontoret just nu. Försök igen när det är klart.
error-practice-administrator = Övningskontoret har ingen administratör.
error-practice-other-files = Mappen innehåller också andra filer. Inget togs bort.
error-practice-in-use = Övningskontoret är öppet i ett annat program. Logga ut där och gör om det sedan. Inget togs bort.

## Kontroller

cli-check-valid = rätt
cli-check-wrong = fel

## Kundakten

cli-show-about = Visar kundens kort eller anteckningar. Standardinmatningen har en personbeteckning eller en identifierare från sökningen per rad.
cli-show-help = Om ett stängt slag (till exempel security_prohibition) har raden också tabulator och grunden för att det läses: grunden loggas krypterat.
cli-arg-identified = Hur kunden identifierades: 1 identitetskort, 2 pass, 3 uppehållstillståndskort, 4 annan handling, 5 känd, 6 telefon, 7 stark elektronisk.
cli-arg-purpose = Grund utan identifiering: own-client (egen kund) eller booking (tid i dag).
cli-arg-kind = Anteckningar av detta slag, till exempel contact.
cli-show-kinds = Slag:
cli-ask-client = Personbeteckning:
cli-astray = Det är ett fel i programmet.
cli-show-reason = { $kind } läses bara med en grund: skriv grunden sist på kundens rad, efter en tabulator. Inget visades.
cli-show-no-reason = En grund hör bara till läsning av ett stängt slag: ange --kind eller lämna bort grunden. Inget visades.
cli-show-unreadable = { $kind }: anteckningarna visas inte för dig.
cli-note-about = Antecknar en kontakt för varje rad i standardinmatningen: personbeteckning, tabb och text, eller ett JSON-objekt. Bekräftelsen kommer när anteckningen finns på disken.
cli-note-help = Varje anteckning behöver en snabbanteckning (--template) eller ett kontaktsätt och ett ämne (--method och --subject), på kommandoraden eller i radens JSON-objekt. Mallar som tar bort en tid (5, 6) frågar efter JSON-objektets fält next (ny tid) eller no_next (varför ingen behövs).
cli-note-keys =
    JSON-objektets fält, av vilka client behövs:
    { "  " }client      personbeteckning eller den identifierare som find ger
    { "  " }text        anteckningens text; en snabbanteckning har sin egen
    { "  " }template    snabbanteckningens nummer
    { "  " }subject     ämne; en snabbanteckning har sitt eget
    { "  " }method      kontaktsättets kod, inte med template
    { "  " }next        kundens nästa tid, till exempel 14.12.2026 9.30; med template
    { "  " }no_next     varför ingen ny tid behövs; med template
    { "  " }confirmed   true: antecknar fast samma sak har antecknats i dag
    { "  " }not_health  true: ett ord i texten berättar inte om hälsa
    { "  " }ref         vad som helst; återkommer i bekräftelsen
cli-arg-template = Snabbanteckningens nummer.
cli-arg-subject = Ämne, om raden inte har ett eget. Inga kunduppgifter.
cli-arg-method = Kontaktsättets kod, om raden inte har en egen.
cli-arg-confirmed = Antecknar även om samma sak antecknats i dag.
cli-arg-not-health = Ett ord i texten som kunde berätta om hälsa gör inte det.
cli-ask-note = Personbeteckning, tabb och text:
cli-note-line = Raden ska ha personbeteckning, tabb och text.
cli-note-json = Radens JSON-objekt duger inte.
cli-note-json-key = Det finns inget fält { $name } i en anteckning. Fälten är: { $values }.
cli-note-json-type = JSON-objektets fält { $name } duger inte: det tar { $takes ->
    [flag] true eller false
    [digit] ett tal
   *[text] text inom citattecken
 }.
cli-note-json-client = JSON-objektet saknar fältet client.
cli-note-acceptance = Planens godkännande antecknas på skärmen.
cli-note-again = { $subject }: samma sak är redan antecknad i dag. Om den antecknas på nytt: --confirmed, eller på JSON-raden "confirmed": true.
cli-note-next = Fälten next och no_next hör till en snabbanteckning (template).
cli-note-health = Texten innehåller ett ord som kan berätta om hälsa och då hör till hälsouppgifterna. Om det inte gör det, registrera med väljaren --not-health eller nyckeln not_health.
cli-note-done = Antecknat (rad { $line }): { $record }

## Logg och skick

cli-log-about = Användningsloggen.
cli-log-verify-about = Granskar att användningsloggen är hel. Returvärdet är resultatet.
cli-doctor-about = Berättar vad som är i skick i den här terminalen och vad som inte är det.
cli-arg-doctor-login = Användarnamn: granskar också registret.
cli-arg-confirm-clock = Bekräftar att klockan som hoppade framåt går rätt (administratör).
cli-arg-rebuild = Gör raderna och sökindexet på nytt ur anteckningarna före granskningen (administratör). Tar tid i ett stort register.
doctor-clock-confirmed = Enhetens klocka är bekräftad.
doctor-process = Programmets minne är stängt för andra program.
doctor-process-development = Utvecklingsversion: programmets minne stängs inte.
doctor-swap = Det finns inget okrypterat växlingsutrymme.
doctor-swap-open = Okrypterade växlingsutrymmen: { $n }. Kryptera dem eller ta dem ur bruk.
doctor-memory = Använt minne { $mib } MB.
doctor-keys-locked = Nycklarna ligger i minne som inte skrivs till disk.
doctor-keys-not-locked = Nycklarnas minne kunde inte låsas: de kan hamna i växlingsutrymmet. Höj gränsen för låst minne (RLIMIT_MEMLOCK).
doctor-keys-overflowed = Det fanns fler nycklar än låst minne: en del kan hamna i växlingsutrymmet. Meddela administratören.
doctor-wiped = Frigjort minne töms.
doctor-not-wiped = Minne som databasen frigör töms inte. Meddela administratören.
doctor-aside = Efter en återställning ligger den tidigare databasen kvar: { $files }. I den finns också uppgifter som en spärrmarkering senare har tagit ur registret. Förstör den när det återställda registret är granskat.
doctor-disk = Ledigt på disken { $mib } MB.
doctor-office = Kontoret: { $folder }
doctor-modes = Mappen och filerna kan bara läsas av det här kontot.
doctor-modes-open = Rättigheterna är inte rätt: { $file }. Andra kan läsa den, eller det här kontot kan inte skriva. Rätta: chmod 600 (mappen 700).
doctor-backend-file = enhetshemlighet: fil. En kopia av mappen utsätter lösenorden för gissning: använd långa.
doctor-backend-keystore = enhetshemlighet: nyckellager
doctor-slots = Användare på den här enheten: { $n }.
doctor-slots-file = Användare på den här enheten som kan utsättas för gissning: { $n }.
doctor-door = Filen över inloggningsförsök är i skick.
doctor-schema = Registrets struktur: version { $version }.
doctor-schema-wrong = Registrets struktur är inte programmets. Avvikande tabeller, index eller utlösare: { $n } ({ $places }). Någon har ändrat databasen förbi programmet: kopiera mappen och återställ från säkerhetskopian.
doctor-integrity = Databasens sidor och struktur är hela.
doctor-integrity-wrong = Databasen har fel: { $n }. Återställ från säkerhetskopian.
doctor-integrity-busy = Databasen används nu och granskades inte. Försök på nytt.
doctor-chains = Ändringskedjorna är hela ({ $n } ändringar).
doctor-chains-wrong = Ändringskedjan är av efter { $n } hela ändringar. Ring administratören.
doctor-rows = Raderna motsvarar anteckningarna ({ $n }).
doctor-rows-wrong = Raderna motsvarar inte anteckningarna ({ $n } granskade). Administratören gör dem på nytt: luukku doctor --login NAMN --rebuild.
doctor-search = Sökindexet är helt.
doctor-search-wrong = Sökindexet är trasigt. Administratören gör dem på nytt: luukku doctor --login NAMN --rebuild.
doctor-search-documents = Sökningen visar varje person så som raderna ({ $n }).
doctor-search-documents-wrong = Personer som sökningen visar på annat sätt än raderna eller utelämnar: { $n }. Id: { $places }. En spärrmarkering kan saknas i sökresultatet: lita bara på kortet tills indexet har gjorts på nytt. Administratören gör dem på nytt: luukku doctor --login NAMN --rebuild.
doctor-rebuilt = Raderna och sökindexet har gjorts på nytt ur anteckningarna ({ $n }).
doctor-journal = Anteckningarna är de som ändringsjournalen leder till ({ $n }).
doctor-journal-wrong = Anteckningar som inte är vad ändringsjournalen leder till: { $n }. Id: { $places }. Någon har ändrat databasen förbi programmet, eller en gammal sida har lagts tillbaka. Rätta inte för hand: kopiera mappen och återställ från säkerhetskopian.
doctor-history = Tidigare värden och deras författare är journalens ({ $n }).
doctor-history-wrong = Anteckningar vars tidigare värden eller författare inte är journalens: { $n }. Id: { $places }. Någon har ändrat historiken förbi programmet: kopiera mappen och återställ från säkerhetskopian.
doctor-log-of-changes = Varje ändring har en rad i åtkomstloggen ({ $n }).
doctor-log-of-changes-wrong = Ändringar utan rad i åtkomstloggen: { $n }. Ställen (avdelning/nummer): { $places }. Loggen har kapats eller ändringen är förfalskad: kör luukku log verify och jämför med säkerhetskopian.
doctor-changes-of-log = Varje ändring som loggen nämner finns i journalen.
doctor-changes-of-log-wrong = Loggrader vars ändring saknas i journalen: { $n }. Rader: { $places }. Journalen har kapats: återställ från säkerhetskopian.
doctor-rights = Användare, roller och rättigheter är loggens ({ $n }).
doctor-rights-wrong = Användare vars konto, anmälda närstående, roller, rättigheter eller deras slut inte stämmer med loggen: { $n }. Användare (loggens händelse): { $places }. Be loggranskaren se på raderna, och passivera användaren om rollen aldrig gavs.
doctor-own-file-key-wrong = Nyckeln som användarnas egna uppgifter känns igen med är inte loggens: { $places }. Egna och närståendes uppgifter kan öppnas. Återställ en säkerhetskopia.
doctor-account-keys = Användarnas publika nycklar är desamma i nyckelplatserna och i registret ({ $n }).
doctor-account-keys-wrong = Användare vars publika nyckel är en annan än nyckelplatsens, eller som saknar konto: { $n } ({ $places }). Ge dem inga rättigheter: passivera eller gör en ny aktiveringskod.
doctor-compartment-keys = De skyddade avdelningarnas publika nycklar är på plats ({ $n }).
doctor-compartment-keys-wrong = De skyddade avdelningarnas publika nycklar saknas eller är fel: { $n } (avdelning/generation: { $places }). Anteckna inga skyddade uppgifter förrän säkerhetskopian är återställd.
doctor-rekey-due = Någons rättigheter upphörde { $day }, och databasens nyckel har inte bytts sedan dess: en gammal kopia av mappen öppnas ännu med det lösenordet. Förstör gamla kopior som inte behövs och håll säkerhetskopiorna inlåsta.

## Säkerhetskopia

cli-backup-about = Kopierar registret till en ny mapp.
cli-arg-backup-folder = En mapp som inte finns än.
cli-backup-done = Säkerhetskopian finns i mappen { $folder } ({ $time }).
cli-restore-about = Återställer en säkerhetskopia till datamappen. Utan användarnamn frågas återställningsnyckeln.
cli-arg-restore-folder = Säkerhetskopians mapp.
cli-arg-restore-login = En användare i säkerhetskopian, på samma dator.
cli-ask-recovery = Återställningsnyckel:
cli-restore-done = Registret är återställt i mappen { $folder }.
cli-restore-lost = I loggen saknas { $n } rader som skrevs efter säkerhetskopian.
cli-restore-aside = Den tidigare databasen finns kvar: { $folder }
cli-restore-protected = Spärrmarkeringar som hade satts på efter säkerhetskopian och nu sattes på igen: { $n }.
cli-restore-protected-unknown = Det tidigare registret kunde inte läsas: spärrmarkeringar som sattes på efter säkerhetskopian finns inte i det återställda registret. Kontrollera spärrmarkeringarna i befolkningsdatasystemet och sätt på dem före annat arbete.
cli-restore-review = Användare och roller är från säkerhetskopians dag. Granska dem:

## Recovery key
cli-recovery-about = Återställningsnyckeln: nycklar åt en användare, ny nyckel, kontroll.
cli-recovery-user-about = Ger med återställningsnyckeln det som ingen annan kan ge: en aktiveringskod och rollens nycklar till en användare, en upphörd roll till en chef (--until) eller den egna upphörda rollen till en administratör (--user är det egna användarnamnet). Frågar efter återställningsnyckeln.
cli-recovery-renew-about = Gör en ny återställningsnyckel. Den visas bara en gång.
cli-recovery-confirm-about = Kontrollerar att återställningsnyckeln på papperet är rätt.
cli-arg-recovery-user = Användarnamnet som får nycklarna.
cli-arg-recovery-name = Den nya chefens namn när användaren inte finns ännu.
cli-arg-recovery-until = Sista dagen för rollen som ny eller fortsatt chef.
cli-arg-recovery-agreement = Säkerhetsavtalets dag.
cli-arg-recovery-old-key = Frågar också efter den gamla återställningsnyckeln: behövs när den inloggade inte är chef.
cli-recovery-code = Aktiveringskod för { $login }, gäller till { $time }:
cli-recovery-role = Rollen för { $login } gäller till { $day }. Logga in nu.
cli-recovery-renewed = Ny återställningsnyckel. Den visas bara nu; den gamla öppnar bara gamla säkerhetskopior:
cli-recovery-unconfirmed = Återställningsnyckeln bekräftades inte. Den gäller. När den står på papper, bekräfta med luukku recovery confirm.
cli-recovery-right = Återställningsnyckeln är rätt. Den är antecknad som bekräftad.
doctor-recovery = återställningsnyckel: bekräftad
doctor-recovery-practice = återställningsnyckel: på övningskontoret visas den inte för någon
doctor-recovery-unconfirmed = Det är inte bekräftat att återställningsnyckeln står på papper: luukku recovery confirm. Om den saknas, gör en ny: luukku recovery renew.
