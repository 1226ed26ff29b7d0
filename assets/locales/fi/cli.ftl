## Komentorivi: ohje

cli-about = Luukku: työvoimapalvelujen henkilöasiakasrekisteri. Ilman komentoa avautuu näyttö.
cli-after-help = Asiakkaan tietoja ja salasanoja ei kirjoiteta komentoriville: ne luetaan vakiosyötteestä, koska muut koneen käyttäjät näkevät komentorivit. Paluuarvot: 0 kaikki tehtiin, 1 kiellettiin tai epäonnistui, 2 komentoa ei ymmärretty, 10–16 lokin tarkastuksen tulos.
cli-help-usage = Käyttö:
cli-help-commands = Komennot
cli-help-command = KOMENTO
cli-help-options = Valitsimet
cli-help-example = Esimerkki:
cli-use-luukku = luukku …
cli-use-log = luukku log verify --login TUNNUS …
cli-use-verify = luukku log verify --login TUNNUS …
cli-use-check = luukku check hetu|business-id …
cli-use-hetu = luukku check hetu …
cli-use-business-id = luukku check business-id …
cli-use-find = luukku find --login TUNNUS …
cli-use-show = luukku show --login TUNNUS --identified 1–7 | --purpose PERUSTE …
cli-use-note = luukku note --login TUNNUS --identified 1–7 | --purpose PERUSTE --template 1–8 | --method TAPA --subject AIHE …
cli-use-backup = luukku backup KANSIO --login TUNNUS …
cli-use-restore = luukku restore KANSIO …
cli-use-recovery = luukku recovery user|renew|confirm --login TUNNUS …
cli-use-user = luukku recovery user --login TUNNUS --user TUNNUS …
cli-use-renew = luukku recovery renew --login TUNNUS …
cli-use-confirm = luukku recovery confirm --login TUNNUS …
cli-find-example = echo Niskanen | luukku find --login virtanenm
cli-show-example = echo 010594Y9032 | luukku show --login virtanenm --identified 1
cli-note-example = printf '010594Y9032\tTEKSTI\n' | luukku note --login virtanenm --identified 1 --method 36 --subject AIHE
cli-value-dir = KANSIO
cli-value-folder = KANSIO
cli-value-lang = KIELI
cli-value-language = KIELI
cli-value-login = TUNNUS
cli-value-user = TUNNUS
cli-value-name = NIMI
cli-value-office = NIMI
cli-value-machine = NIMI
cli-value-unit = NIMI
cli-value-backend = PAIKKA
cli-value-clients = MÄÄRÄ
cli-value-full = MÄÄRÄ
cli-value-seed = LUKU
cli-value-identified = 1–7
cli-value-purpose = PERUSTE
cli-value-template = 1–8
cli-value-method = TAPA
cli-value-subject = AIHE
cli-value-kind = LAJI
cli-value-on = VVVV-KK-PP
cli-value-until = VVVV-KK-PP
cli-value-agreement = VVVV-KK-PP
cli-arg-help = Näyttää ohjeen.
cli-arg-version = Näyttää version.
cli-arg-dir = Tietokansio. Oletus on LUUKKU_DIR tai käyttäjätilin oma kansio.
cli-arg-lang = Kieli: fi, sv tai en. Oletus on ympäristön kieli.
cli-arg-json = Vastaa ohjelmalle: yksi JSON-olio riviä kohti.
cli-arg-login = Käyttäjätunnus.
cli-arg-password-stdin = Vakiosyötteen ensimmäinen rivi on salasana.
cli-setup-about = Perustaa toimiston tälle koneelle ja sille ensimmäisen ylläpitäjän.
cli-arg-office = Toimiston nimi.
cli-arg-machine = Koneen nimi.
cli-arg-unit = Ylläpitäjän yksikkö.
cli-arg-office-language = Toimiston kieli: sillä ohjelma kirjoittaa rekisteriin, esimerkiksi pikakirjausten tekstit. Oletus suomi.
cli-arg-admin-login = Ylläpitäjän käyttäjätunnus.
cli-arg-admin-name = Ylläpitäjän nimi.
cli-arg-backend = Koneen salaisuuksien paikka: keystore (järjestelmän avainvarasto) tai file (tiedosto).
cli-demo-about = Tekee harjoitustoimiston keksittyine asiakkaineen ja avaa sen.
cli-arg-clients = Asiakkaita. Oletus 5000.
cli-arg-full = Heistä niitä, joilla on koko asiakastiedosto. Oletus 2000.
cli-arg-seed = Siemenluku: samasta luvusta tulevat samat asiakkaat. Oletus 1.
cli-arg-reset = Poistaa entisen harjoitustoimiston ensin.
cli-arg-no-open = Vain tekee, ei avaa.
cli-find-about = Hakee asiakkaita. Vakiosyötteessä on haku riviä kohti: nimi, henkilötunnus, puhelin tai syntymäaika.
cli-check-about = Tarkistaa tunnuksia: vakiosyötteessä yksi riviä kohti. Toimistoa ei tarvita.
cli-check-help = Valitsimen --json kenttä reason on ohjelmia varten ja siksi aina englanniksi.
cli-check-hetu-about = Tarkistaa henkilötunnukset.
cli-check-business-id-about = Tarkistaa Y-tunnukset.
cli-arg-on = Päivä, jonka mukaan tarkistetaan. Oletus tänään.

## Komentorivi: virheet käytössä

cli-usage = Komentoa ei ymmärretty.
cli-usage-hint = Ohje: { $command } --help
cli-usage-argument = Valitsinta { $name } ei tunneta.
cli-usage-stdin = Komentorivillä on ylimääräinen sana. Haut, tunnukset ja tekstit luetaan vakiosyötteestä, ei komentoriviltä.
cli-usage-command = Komentoa ei tunneta, tai se puuttuu.
cli-usage-missing = Tämä puuttuu: { $name }
cli-usage-value = Arvo ei kelpaa: { $name }
cli-usage-values = Arvo ei kelpaa: { $name }. Kelpaavat: { $values }.
cli-usage-identified = Arvo ei kelpaa: --identified. Numero kertoo, miten asiakas tunnistettiin: 1 henkilökortti, 2 passi, 3 oleskelulupakortti, 4 muu asiakirja, 5 tunnettu, 6 puhelin, 7 vahva sähköinen.
cli-usage-twice = Tämä ei sovi yhteen muun kanssa: { $name }
cli-usage-json-no-open = Valitsin --json tarvitsee valitsimen --no-open.
cli-no-data-folder = Tietokansiota ei löydy. Anna se valitsimella --dir.
cli-no-office = Kansiossa { $folder } ei ole toimistoa.
cli-no-office-demo = Harjoittele keksityillä asiakkailla: luukku demo
cli-no-office-setup = Perusta toimisto: luukku setup
cli-input-broken = Vakiosyötettä ei voi lukea.
cli-output-broken = Vakiotulosteeseen ei voi kirjoittaa: kaikkea ei vastattu. Tarkista levytila.
cli-input-ended = Vakiosyöte loppui kesken.
cli-line-not-text = Rivi ei ole UTF-8-tekstiä tai on liian pitkä.
cli-line-too-long = Rivi on liian pitkä.
cli-no-password = Salasanaa ei saatu. Ilman päätettä käytä valitsinta --password-stdin.
cli-no-recovery-key = Palautusavainta ei saatu. Ilman päätettä käytä valitsinta --password-stdin ja anna avain vakiosyötteessä.
cli-no-terminal = Näyttöjä ei voi avata: ne tarvitsevat päätteen, jossa on näppäimistö ja näyttö. Käynnistä luukku pääteikkunassa ilman putkea ja uudelleenohjausta. Skripteille: luukku --help.
cli-no-session = Istunto on päättynyt.
cli-stale = Joku muu on muuttanut tietoa. Lue se uudelleen.
cli-invalid = Tieto ei kelpaa.
cli-client-by-hetu = Asiakas nimetään henkilötunnuksella tai haun antamalla tunnisteella.
cli-client-several = Tunnus osuu useaan asiakkaaseen. Käytä haun antamaa tunnistetta.

## Kysymykset

cli-ask-password = Salasana:
cli-ask-search = Haku:
cli-ask-office = Toimiston nimi:
cli-ask-machine = Koneen nimi:
cli-ask-unit = Yksikkö:
cli-ask-office-language = Toimiston kieli, jolla kirjataan (fi, sv, en; Enter on suomi):
cli-ask-admin-login = Ylläpitäjän käyttäjätunnus:
cli-ask-admin-name = Ylläpitäjän nimi:
cli-ask-needed = Tämä tarvitaan.
cli-ask-new-password = Uusi salasana (vähintään 15 merkkiä, esimerkiksi lause):
cli-ask-password-again = Sama uudelleen:
cli-passwords-differ = Salasanat eroavat.
cli-ask-recovery-last = Kirjoita palautusavaimen viimeinen ryhmä:
cli-recovery-differs = Ryhmä ei ole sama. Katso paperilta.

## Toimiston perustaminen

cli-setup-done = Toimisto on kansiossa { $folder }.
cli-setup-recovery = Palautusavain. Se näytetään vain nyt:
cli-setup-recovery-keep = Kirjoita se paperille ja lukitse kassakaappiin. Ilman sitä rekisteriä ei saa auki, jos salasanat tai kone katoavat.
cli-setup-unconfirmed = Palautusavainta ei vahvistettu. Toimisto on silti tehty ja avain on voimassa. Kun se on paperilla, vahvista komennolla luukku recovery confirm; jos se ei ole, tee uusi komennolla luukku recovery renew.
cli-setup-no-keystore = Laitteella ei ole avainvarastoa, jota ohjelma voisi käyttää. Laitteen salaisuudet voi säilyttää tiedostossa: { $command }. Silloin kansion kopio altistaa salasanat arvaamiselle: käytä pitkiä.

## Harjoitustoimisto

cli-demo-office = Harjoitustoimisto, Lahden seutu
cli-demo-machine = HARJOITUS-01
cli-demo-ready = Harjoitustoimisto on kansiossa { $folder }. Henkilökunta ja salasanat:
cli-demo-folder = Kansiossa { $folder } on jo jotakin muuta. Harjoitustoimistolle valitaan kansio, jota ei vielä ole: luukku demo --dir KANSIO
cli-demo-backup = Kansiossa { $folder } on varmuuskopio: se ei avaudu siitä. Anna toinen kansio, tai palauta se komennolla luukku restore.
cli-demo-there = Harjoitustoimisto on jo kansiossa { $folder }: { $clients } asiakasta, koko asiakastiedostoja { $full } (siemenluku { $seed }). Sitä ei muuteta: avaa se komennolla luukku demo tai tee se uudelleen lisäämällä --reset.
cli-demo-full = Täysiä asiakkuuksia ei voi olla enemmän kuin asiakkaita: niitä tehdään { $clients }.
cli-demo-progress = { $done } / { $all } asiakasta, { $rate } kirjausta/s, jäljellä { $left }
cli-demo-made = { $clients } asiakasta, { $records } kirjausta, { $seconds } s.
error-not-practice = Kansion toimisto ei ole harjoitustoimisto.
error-practice-making = Toinen ikkuna tekee harjoitustoimistoa juuri nyt. Yritä uudelleen, kun se on valmis.
error-practice-administrator = Harjoitustoimistolla ei ole ylläpitäjää.
error-practice-other-files = Kansiossa on muitakin tiedostoja. Mitään ei poistettu.
error-practice-in-use = Harjoitustoimisto on auki toisessa ohjelmassa. Kirjaudu siellä ulos ja tee se sitten uudelleen. Mitään ei poistettu.

## Tarkistukset

cli-check-valid = oikein
cli-check-wrong = väärin

## Asiakastiedosto

cli-show-about = Näyttää asiakkaan kortin tai kirjaukset. Vakiosyötteessä on henkilötunnus tai haun tunniste riviä kohti.
cli-show-help = Suljetusta lajista (esimerkiksi security_prohibition) rivillä on lisäksi sarkain ja peruste, jolla se luetaan: peruste kirjataan salattuna.
cli-arg-identified = Miten asiakas tunnistettiin: 1 henkilökortti, 2 passi, 3 oleskelulupakortti, 4 muu asiakirja, 5 tunnettu, 6 puhelin, 7 vahva sähköinen.
cli-arg-purpose = Peruste ilman tunnistamista: own-client (oma asiakas) tai booking (aika tänään).
cli-arg-kind = Kirjaukset tästä lajista, esimerkiksi contact.
cli-show-kinds = Lajit:
cli-ask-client = Henkilötunnus:
cli-astray = Ohjelmassa on virhe.
cli-show-reason = { $kind } luetaan vain perustellusti: kirjoita peruste asiakkaan rivin loppuun sarkaimen jälkeen. Mitään ei näytetty.
cli-show-no-reason = Peruste kuuluu vain suljetun lajin lukemiseen: anna --kind tai jätä peruste pois. Mitään ei näytetty.
cli-show-unreadable = { $kind }: merkinnät eivät näy sinulle.
cli-note-about = Kirjaa yhteydenoton jokaisesta vakiosyötteen rivistä: henkilötunnus, sarkain ja teksti, tai JSON-olio. Vahvistus tulee, kun kirjaus on levyllä.
cli-note-help = Jokainen kirjaus tarvitsee pikakirjauksen (--template) tai yhteydenottotavan ja aiheen (--method ja --subject), komentorivillä tai rivin JSON-oliossa. Mallit, jotka vievät ajan (5, 6), kysyvät JSON-olion kentän next (uusi aika) tai no_next (miksi ei tarvita).
cli-note-keys =
    JSON-olion kentät, joista client on pakollinen:
    { "  " }client      henkilötunnus tai haun (find) antama tunniste
    { "  " }text        kirjauksen teksti; pikakirjauksella on omansa
    { "  " }template    pikakirjauksen numero
    { "  " }subject     aihe; pikakirjauksella on omansa
    { "  " }method      yhteydenottotavan koodi, ei pikakirjauksen kanssa
    { "  " }next        asiakkaan seuraava aika, esimerkiksi 14.12.2026 9.30; pikakirjauksen kanssa
    { "  " }no_next     miksi seuraavaa aikaa ei tarvita; pikakirjauksen kanssa
    { "  " }confirmed   true: kirjaa, vaikka sama on kirjattu tänään
    { "  " }not_health  true: tekstin sana ei kerro terveydestä
    { "  " }ref         mitä tahansa; palaa vahvistuksessa
cli-arg-template = Pikakirjauksen numero.
cli-arg-subject = Aihe, jos rivillä ei ole omaa. Ei asiakkaan tietoja.
cli-arg-method = Yhteydenottotavan koodi, jos rivillä ei ole omaa.
cli-arg-confirmed = Kirjaa, vaikka sama olisi kirjattu jo tänään.
cli-arg-not-health = Tekstin sana, joka voisi kertoa terveydestä, ei kerro siitä.
cli-ask-note = Henkilötunnus, sarkain ja teksti:
cli-note-line = Rivillä on oltava henkilötunnus, sarkain ja teksti.
cli-note-json = Rivin JSON-olio ei kelpaa.
cli-note-json-key = Kirjauksessa ei ole kenttää { $name }. Kentät ovat: { $values }.
cli-note-json-type = JSON-olion kenttä { $name } ei kelpaa: siihen käy { $takes ->
    [flag] true tai false
    [digit] luku
   *[text] teksti lainausmerkeissä
 }.
cli-note-json-client = JSON-oliosta puuttuu kenttä client.
cli-note-acceptance = Suunnitelman hyväksyminen kirjataan näytöllä.
cli-note-again = { $subject }: sama on jo kirjattu tänään. Jos se kirjataan uudelleen: --confirmed, tai JSON-rivillä "confirmed": true.
cli-note-next = Kentät next ja no_next kuuluvat pikakirjaukseen (template).
cli-note-health = Tekstissä on sana, joka voi kertoa terveydestä ja kuuluu silloin terveystietoihin. Jos se ei kerro, kirjaa se valitsimella --not-health tai avaimella not_health.
cli-note-done = Kirjattu (rivi { $line }): { $record }

## Loki ja kunto

cli-log-about = Käyttöloki.
cli-log-verify-about = Tarkistaa käyttölokin eheyden. Paluuarvo kertoo tuloksen.
cli-doctor-about = Kertoo, mikä tässä päätteessä on kunnossa ja mikä ei.
cli-arg-doctor-login = Käyttäjätunnus: tarkistaa myös rekisterin.
cli-arg-confirm-clock = Vahvistaa, että eteenpäin hypännyt kello on oikeassa (ylläpitäjä).
cli-arg-rebuild = Tekee rivit ja hakemiston uudelleen kirjauksista ennen tarkistusta (ylläpitäjä). Kestää suuressa rekisterissä.
doctor-clock-confirmed = Laitteen kello on vahvistettu oikeaksi.
doctor-process = Ohjelman muisti on suljettu muilta ohjelmilta.
doctor-process-development = Kehitysversio: ohjelman muistia ei suljeta.
doctor-swap = Salaamatonta sivutustilaa ei ole.
doctor-swap-open = Salaamattomia sivutustiloja: { $n }. Salaa ne tai poista käytöstä.
doctor-memory = Muistia käytössä { $mib } Mt.
doctor-keys-locked = Avaimet ovat muistissa, jota ei kirjoiteta levylle.
doctor-keys-not-locked = Avainten muistia ei voitu lukita: ne voivat joutua sivutustilaan. Nosta lukitun muistin rajaa (RLIMIT_MEMLOCK).
doctor-keys-overflowed = Avaimia oli enemmän kuin lukittua muistia: osa voi joutua sivutustilaan. Ilmoita ylläpitäjälle.
doctor-wiped = Vapautettu muisti tyhjennetään.
doctor-not-wiped = Tietokannan vapauttamaa muistia ei tyhjennetä. Ilmoita ylläpitäjälle.
doctor-aside = Palautuksesta jäi talteen entinen tietokanta: { $files }. Siinä ovat myös tiedot, jotka turvakielto on sittemmin poistanut rekisteristä. Hävitä se, kun palautettu rekisteri on tarkistettu.
doctor-disk = Levyllä vapaana { $mib } Mt.
doctor-office = Toimisto: { $folder }
doctor-modes = Kansio ja tiedostot ovat vain tämän tilin luettavissa.
doctor-modes-open = Oikeudet eivät ole oikein: { $file }. Muut voivat lukea sitä, tai tämä tili ei voi kirjoittaa. Korjaa: chmod 600 (kansio 700).
doctor-backend-file = laitesalaisuus: tiedosto. Kopio kansiosta paljastaa salasanat arvailulle: käytä pitkiä.
doctor-backend-keystore = laitesalaisuus: avainvarasto
doctor-slots = Käyttäjiä tällä laitteella: { $n }.
doctor-slots-file = Arvailulle alttiita käyttäjiä tällä laitteella: { $n }.
doctor-door = Kirjautumisyritysten tiedosto on kunnossa.
doctor-schema = Rekisterin rakenne: versio { $version }.
doctor-schema-wrong = Rekisterin rakenne ei ole ohjelman oma. Poikkeavia tauluja, hakemistoja tai herättimiä: { $n } ({ $places }). Joku on muuttanut tietokantaa ohjelman ohi: kopioi kansio ja palauta varmuuskopio.
doctor-integrity = Tietokannan sivut ja rakenne ovat ehjät.
doctor-integrity-wrong = Tietokannassa on vikoja: { $n }. Palauta varmuuskopiosta.
doctor-integrity-busy = Tietokantaa käytetään nyt, eheyttä ei tarkistettu. Yritä uudelleen.
doctor-chains = Muutosten ketjut ovat ehjät ({ $n } muutosta).
doctor-chains-wrong = Muutosten ketju on poikki { $n } ehjän muutoksen jälkeen. Soita ylläpitäjälle.
doctor-rows = Rivit vastaavat kirjauksia ({ $n }).
doctor-rows-wrong = Rivit eivät vastaa kirjauksia ({ $n } tarkistettu). Ylläpitäjä tekee ne uudelleen: luukku doctor --login TUNNUS --rebuild.
doctor-search = Hakemisto on ehjä.
doctor-search-wrong = Hakemisto on rikki. Ylläpitäjä tekee ne uudelleen: luukku doctor --login TUNNUS --rebuild.
doctor-search-documents = Haku näyttää kunkin henkilön niin kuin rivit ({ $n }).
doctor-search-documents-wrong = Henkilöitä, jotka haku näyttää toisin kuin rivit tai jättää pois: { $n }. Tunnisteet: { $places }. Turvakielto voi puuttua haun tuloksesta: luota vain korttiin, kunnes hakemisto on tehty uudelleen. Ylläpitäjä tekee ne uudelleen: luukku doctor --login TUNNUS --rebuild.
doctor-rebuilt = Rivit ja hakemisto on tehty uudelleen kirjauksista ({ $n }).
doctor-journal = Kirjaukset ovat samat kuin muutosten päiväkirjassa ({ $n }).
doctor-journal-wrong = Kirjauksia, jotka eivät ole sitä mihin muutosten päiväkirja johtaa: { $n }. Tunnukset: { $places }. Joku on muuttanut tietokantaa ohjelman ohi, tai vanha sivu on palautettu. Älä korjaa käsin: ota kopio kansiosta ja palauta varmuuskopiosta.
doctor-history = Aiemmat arvot ja niiden kirjaajat ovat samat kuin päiväkirjassa ({ $n }).
doctor-history-wrong = Kirjauksia, joiden aiemmat arvot tai kirjaajat eivät ole päiväkirjan: { $n }. Tunnukset: { $places }. Joku on muuttanut historiaa ohjelman ohi: ota kopio kansiosta ja palauta varmuuskopiosta.
doctor-log-of-changes = Jokaisella muutoksella on rivi käyttölokissa ({ $n }).
doctor-log-of-changes-wrong = Muutoksia, joilla ei ole riviä käyttölokissa: { $n }. Paikat (lohko/numero): { $places }. Lokia on katkaistu tai muutos on väärennetty: aja luukku log verify ja vertaa varmuuskopioon.
doctor-changes-of-log = Jokaisella lokin kirjaamalla muutoksella on muutos päiväkirjassa.
doctor-changes-of-log-wrong = Lokin rivejä, joiden muutos puuttuu päiväkirjasta: { $n }. Rivit: { $places }. Päiväkirjaa on katkaistu: palauta varmuuskopiosta.
doctor-rights = Käyttäjät, roolit ja oikeudet ovat samat kuin lokissa ({ $n }).
doctor-rights-wrong = Käyttäjiä, joiden tunnus, ilmoitetut läheiset, roolit, oikeudet tai niiden päättyminen eivät ole lokin mukaisia: { $n }. Käyttäjä (lokin tapahtuma): { $places }. Pyydä lokin tarkastaja katsomaan rivit, ja passivoi käyttäjä, jos roolia ei annettu.
doctor-own-file-key-wrong = Avain, jolla käyttäjien omat tiedostot tunnistetaan, ei ole lokin mukainen: { $places }. Omat ja läheisten tiedot voivat aueta. Palauta varmuuskopio.
doctor-account-keys = Käyttäjien julkiset avaimet ovat samat avainpaikoissa ja rekisterissä ({ $n }).
doctor-account-keys-wrong = Käyttäjiä, joiden julkinen avain on toinen kuin avainpaikassa, tai joilla ei ole tiliä: { $n } ({ $places }). Älä anna heille oikeuksia: passivoi tai tee uusi aktivointikoodi.
doctor-compartment-keys = Suojattujen lohkojen julkiset avaimet ovat paikoillaan ({ $n }).
doctor-compartment-keys-wrong = Suojattujen lohkojen julkisia avaimia puuttuu tai ne ovat väärät: { $n } (lohko/sukupolvi: { $places }). Älä kirjaa suojattuja tietoja ennen kuin varmuuskopio on palautettu.
doctor-rekey-due = Jonkun oikeudet päättyivät { $day }, eikä tietokannan avainta ole vaihdettu sen jälkeen: kansion vanha kopio aukeaa yhä hänen salasanallaan. Hävitä vanhat kopiot, joita ei tarvita, ja säilytä varmuuskopiot lukittuina.

## Varmuuskopio

cli-backup-about = Kopioi rekisterin uuteen kansioon.
cli-arg-backup-folder = Kansio, jota ei vielä ole.
cli-backup-done = Varmuuskopio on kansiossa { $folder } ({ $time }).
cli-restore-about = Palauttaa varmuuskopion tietokansioon. Ilman käyttäjätunnusta kysytään palautusavain.
cli-arg-restore-folder = Varmuuskopion kansio.
cli-arg-restore-login = Varmuuskopion käyttäjä, tällä samalla koneella.
cli-ask-recovery = Palautusavain:
cli-restore-done = Rekisteri on palautettu kansioon { $folder }.
cli-restore-lost = Lokista puuttuu { $n } riviä, jotka oli kirjattu varmuuskopion jälkeen.
cli-restore-aside = Entinen tietokanta on tallessa: { $folder }
cli-restore-protected = Turvakieltoja, jotka oli pantu päälle varmuuskopion jälkeen ja pantiin nyt uudelleen: { $n }.
cli-restore-protected-unknown = Entistä rekisteriä ei voitu lukea: varmuuskopion jälkeen päälle pannut turvakiellot eivät ole palautetussa rekisterissä. Tarkista turvakiellot väestötietojärjestelmästä ja pane ne päälle ennen muuta työtä.
cli-restore-review = Käyttäjät ja roolit ovat varmuuskopion päivältä. Tarkista ne:

## Recovery key
cli-recovery-about = Palautusavain: avaimet käyttäjälle, uusi avain, tarkistus.
cli-recovery-user-about = Antaa palautusavaimella sen, mitä kukaan muu ei voi antaa: käyttäjälle aktivointikoodin ja roolin avaimet, esihenkilölle päättyneen roolin (--until) tai ylläpitäjälle oman päättyneen roolin (--user on oma tunnus). Kysyy palautusavaimen.
cli-recovery-renew-about = Tekee uuden palautusavaimen. Se näytetään vain kerran.
cli-recovery-confirm-about = Tarkistaa, että paperilla oleva palautusavain on oikea.
cli-arg-recovery-user = Käyttäjätunnus, jolle avaimet annetaan.
cli-arg-recovery-name = Uuden esihenkilön nimi, kun käyttäjää ei vielä ole.
cli-arg-recovery-until = Uuden tai jatkettavan esihenkilön roolin viimeinen päivä.
cli-arg-recovery-agreement = Turvallisuussopimuksen päivä.
cli-arg-recovery-old-key = Kysyy myös vanhan palautusavaimen: tarvitaan, kun kirjautunut ei ole esihenkilö.
cli-recovery-code = Aktivointikoodi käyttäjälle { $login }, voimassa { $time } asti:
cli-recovery-role = Käyttäjän { $login } rooli on voimassa { $day } asti. Kirjaudu nyt sisään.
cli-recovery-renewed = Uusi palautusavain. Se näytetään vain nyt; vanha avaa enää vanhat varmuuskopiot:
cli-recovery-unconfirmed = Palautusavainta ei vahvistettu. Se on voimassa. Kun se on paperilla, vahvista komennolla luukku recovery confirm.
cli-recovery-right = Palautusavain on oikea. Se on merkitty vahvistetuksi.
doctor-recovery = palautusavain: vahvistettu
doctor-recovery-practice = palautusavain: harjoitustoimistossa sitä ei näytetä kenellekään
doctor-recovery-unconfirmed = Palautusavainta ei ole vahvistettu paperille: luukku recovery confirm. Jos sitä ei ole, tee uusi: luukku recovery renew.
