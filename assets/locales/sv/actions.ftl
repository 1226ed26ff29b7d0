# Kommandon: namn, kort form för tangentraden (.short) och hjälp (.help).

common-help = Hjälp
    .short = Hjälp
    .help = Hjälp för vyn eller fältet och vad som går att göra nu

common-palette = Kommandon
    .short = Kommandon
    .help = Alla kommandon efter namn

visit-end = Avsluta besöket
    .short = Avsl. besök
    .help = Stänger kunden, öppnar en tom sökning; formuläret blir utkast

common-back = Tillbaka
    .short = Tillbaka
    .help = En nivå tillbaka

common-cover = Dölj vyn
    .short = Dölj
    .help = Tömmer fönstret; F8 eller Esc återställer

common-lock = Lås
    .short = Lås
    .help = Låser skärmen; det halvfärdiga sparas

common-quit = Avsluta programmet
    .short = Avsluta
    .help = Avslutar programmet; frågar om utkasten

contact-note = Anteckna kontakt
    .short = Anteckna
    .help = Snabbanteckning om den öppna kunden

agenda-open = Arbetslista
    .short = Arbetslista
    .help = Dagens tider och försenade ärenden

visit-situation = Servicesituation
    .short = Situation
    .help = Byter mellan besök, samtal eller annan situation

common-reveal = Visa dold uppgift
    .short = Visa
    .help = Visar den dolda uppgiften en stund; visningen loggas

password-change = Byt eget lösenord…
    .short = Lösenord
    .help = Frågar det nuvarande lösenordet och det nya två gånger

own-declare = Anmäl egen och närståendes beteckning…
    .short = Närstående
    .help = Din egen och närståendes akt öppnas aldrig för dig

clock-confirm = Bekräfta klockan…
    .short = Klockan
    .help = Klockan som hoppade går rätt (administratör)

common-language = Byt skärmspråk
    .short = Språk
    .help = Nästa språk: finska, svenska, engelska

day-end = Dagens avslut
    .short = Avslut
    .help = Dagens besök, det oantecknade och utkasten

sync-open = Synkronisering
    .short = Synk
    .help = Förbindelsen till centralen och egna osända ändringar

conflict-open = Konflikter
    .short = Konflikter
    .help = Konflikter som väntar på avgörande

log-open = Loggövervakning
    .short = Logg
    .help = Övervakning av visningar; visningen loggas

user-open = Användare
    .short = Användare
    .help = Användarrättigheter och deras slutdatum

pack-open = Medtagna uppgifter
    .short = Medtagna
    .help = Kunder på enheten och återlämning

export-open = Utlämningar och uttag
    .short = Uttag
    .help = Godkända uttag: antal och mottagare

settings-open = Inställningar
    .short = Inställn.
    .help = Tangenter, tema och språk

login-next = Nästa fält, i lösenordet logga in
    .short = Logga in
    .help = Går till nästa fält; i lösenordet loggar in

login-activate = Första inloggning med kod
    .short = Aktivering
    .help = Aktiveringskod och ett eget nytt lösenord

login-previous = Föregående fält
    .short = Föregående
    .help = Går till föregående fält

search-open = Öppna kund
    .short = Öppna
    .help = Öppnar träffen för det skrivna; identifieringen frågas

search-third = Förfrågan om annan person
    .short = Utomstående
    .help = Svar till utomstående; utlämnandet loggas

search-register = Inled jobbsökning
    .short = Inled
    .help = Ny arbetssökande; det skrivna följer med

search-compare = Fråga och jämför
    .short = Jämför
    .help = Identifiering per telefon: stämmer eller stämmer inte

list-open = Öppna vald
    .short = Öppna
    .help = Öppnar den valda raden

list-next = Nästa rad
    .short = Nästa
    .help = Går till nästa rad eller ruta

list-previous = Föregående rad
    .short = Föregående
    .help = Går till föregående rad eller ruta

list-page-down = Nästa sida
    .short = Nästa
    .help = Nästa sida eller ruta

list-page-up = Föregående sida
    .short = Föregående
    .help = Föregående sida eller ruta

list-first = Första raden
    .short = Första
    .help = Den första hämtade raden

list-last = Sista raden
    .short = Sista
    .help = Den sista hämtade raden; en gång till hämtar fler

list-refresh = Uppdatera
    .short = Uppdatera
    .help = Hämtar uppgifterna på nytt

list-correct = Rätta med en ny anteckning
    .short = Rätta
    .help = En ny ersätter den felaktiga, den gamla finns kvar

list-withdrawn = Visa anteckningar tagna ur bruk
    .short = Ur bruk
    .help = Anteckningar tagna ur bruk eller rättade: vem, när

list-new = Ny anteckning
    .short = Ny
    .help = Ny anteckning i den valda gruppen

list-digit = Välj med siffra
    .short = Välj
    .help = Öppnar siffrans grupp, flik eller mall

list-filter = Avgränsa listan
    .short = Avgränsa
    .help = Visar raderna som har den skrivna texten

list-remove = Avsluta eller ta ur bruk…
    .short = Ta ur bruk…
    .help = Tar den valda anteckningen ur bruk; bekräftas

list-move = Flytta till rätt kund…
    .short = Flytta…
    .help = Flyttar en anteckning som gjorts på fel kund

client-history = Historik
    .short = Historik
    .help = Vem ändrade, när, från vad till vad

client-alerts = Allt att observera
    .short = Observera
    .help = Lista över allt att observera om kunden

plan-accept = Anteckna kundens godkännande
    .short = Godkänn
    .help = Antecknar godkännandet av planen och sättet

work-gap = Fyll luckan
    .short = Fyll luckan
    .help = Gör en anteckning av luckan

client-arrived = Kunden har anlänt
    .short = Anlänt
    .help = Märker som anländ och meddelar handläggaren

client-show = Visa för kunden
    .short = Visa kund
    .help = En vy att visa kunden på kundens eget språk

client-papers = Utskrifter…
    .short = Utskrifter…
    .help = Tidslapp, ankomstbevis, kopia av planen

client-own-data = Begäran om egna uppgifter
    .short = Egna uppg.
    .help = Antecknar begäran och skickar den vidare

client-who-viewed = Vem har tittat
    .short = Visningar
    .help = När, vilken enhet och för vilket ändamål

plan-edit = Ändra planen
    .short = Ändra
    .help = Planens innehåll; av en godkänd plan blir en ny version

plan-history = Planens historik
    .short = Historik
    .help = Vem som ändrade planen, vad och när

plan-versions = Planens versioner
    .short = Versioner
    .help = Tidigare godkända planer

user-grant = Ge en roll
    .short = Roll
    .help = Ger den valda användaren en roll till en viss dag
user-role-end = Avsluta roll…
    .short = Avsluta roll
    .help = Avslutar genast en av den valda användarens roller

user-right = Ge en personlig rätt
    .short = Rätt
    .help = Skyddade uppgifter för den valda till en viss dag

user-right-end = Avsluta personlig rätt…
    .short = Avsluta rätt
    .help = Avslutar den valdas personliga rätt genast; bekräftas
user-declare = Användarens egen och närståendes…
    .short = Närstående
    .help = Anmäler eller rättar för den valda

user-new = Ny användare
    .short = Ny
    .help = Namn, roll och aktiveringskod för en ny användare

user-code = Ny aktiveringskod…
    .short = Kod
    .help = En kod för den valda som har glömt sitt lösenord

user-end = Ta bort rättigheter…
    .short = Ta bort
    .help = Avslutar den valdas alla rättigheter genast; bekräftas

agenda-no-show = Uteblev
    .short = Uteblev
    .help = Frågar orsaken och gör en uppgift åt handläggaren

agenda-move = Flytta tiden
    .short = Flytta
    .help = Flyttar tiden; visar sista lagliga dagen

conflict-resolve = Avgör konflikten
    .short = Avgör
    .help = Sparar det valda värdet med motivering

sync-usb = USB-överföring…
    .short = USB…
    .help = Skriver eller läser ett paket på minnespinne

log-by-client = Per kund
    .short = Per kund
    .help = Vem har tittat på en kunds uppgifter

log-name = Kundens namn…
    .short = Namn…
    .help = Namnet på radens kund; motiveringen loggas
log-reviewed = Kvittera som granskad…
    .short = Kvittera…
    .help = Märker som granskad och ber om en notering

third-answer = Svara och logga
    .short = Svara
    .help = Antecknar utlämnandet och visar sedan svaret

form-next = Nästa fält
    .short = Nästa
    .help = Går till nästa fält, från det sista till Spara

form-previous = Föregående fält
    .short = Föregående
    .help = Går till föregående fält

form-pick = Välj ur lista
    .short = Välj
    .help = Öppnar en lista, sökning eller handläggarens dag

form-revert = Återställ fältet
    .short = Återställ
    .help = Återställer fältets ursprungliga värde

form-section-next = Nästa del
    .short = Nästa del
    .help = Går till nästa del av formuläret

form-section-previous = Föregående del
    .short = Föreg. del
    .help = Går till föregående del av formuläret

form-row = Ny rad
    .short = Ny rad
    .help = Lägger till en rad i dellistan

form-dup = Samma som i föregående
    .short = Samma
    .help = Tar värdet från föregående anteckning

form-clear = Töm fältet
    .short = Töm
    .help = Raderar texten i fältet

form-save = Spara
    .short = Spara
    .help = Kontrollerar och sparar formuläret

dialog-confirm = Bekräfta
    .short = Bekräfta
    .help = Gör det som frågas

dialog-next = Andra knappen
    .short = Andra
    .help = Går till den andra knappen

dialog-act = Tryck på knappen
    .short = Tryck
    .help = Trycker på den valda knappen

popup-pick = Välj
    .short = Välj
    .help = Tar den valda raden

popup-next = Nästa
    .short = Nästa
    .help = Nästa rad

popup-previous = Föregående
    .short = Föregående
    .help = Föregående rad

popup-page-down = Nästa sida
    .short = Nästa
    .help = Nästa sida

popup-page-up = Föregående sida
    .short = Föregående
    .help = Föregående sida
