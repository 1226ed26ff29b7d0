## Arvot, tilat ja tietoryhmät

value-yes = kyllä
value-no = ei
value-empty = –
value-hidden = [salattu]
value-not-asked = ? ei kysytty
value-not-here = ? ei laitteella
value-unknown-code = ? tuntematon koodi { $code }
value-unreadable = ? ei luettavissa
value-key-gone = ? avainta ei ole
value-moment = { $date } klo { $time }
cell-unknown = Tuntematon tieto { $number }
compartment-core = perustiedot
compartment-benefit = etuustiedot
compartment-payment = maksutiedot
compartment-health = terveystiedot
compartment-guidance = ohjaustiedot
compartment-multisector = monialaisen tuen tiedot
compartment-safety = suojatut tiedot

## Mitä kenttään kirjoitetaan

help-text = Vapaa teksti, yksi rivi.
help-note = Useita rivejä, Enter vaihtaa riviä. Vain tarpeellinen, ei terveystietoja.
help-date = Päivä: 1.2.26 1.2. 010226 t t+7 t-1 ma +2vk +3kk.
help-part-date = Vuosi, kuukausi tai päivä: 2019, 8.2019 tai 15.8.2019.
help-date-time = Päivä ja kellonaika: 1.2. 9.30 tai t 930. Pelkkä kellonaika on tänään.
help-integer = Kokonaisluku.
help-minutes = Tunnit: 37,5 tai 37.30.
help-money = Euroina: 1 234,50.
help-flag = k kyllä, e ei.
help-code = Koodi tai nimen alku. F4 avaa luettelon.
help-codes = Koodeja tai nimen alkuja pilkuin erotettuina. F4 avaa luettelon.
help-hetu = Henkilötunnus: ppkkvv, välimerkki, kolme numeroa ja tarkistusmerkki.
help-business-id = Y-tunnus: seitsemän numeroa, viiva ja tarkistusnumero.
help-phone = Puhelinnumero: 050 123 4567 tai +46 70 123 4567.
help-email = Sähköpostiosoite: nimi@esimerkki.fi.
help-postcode = Viisi numeroa. Paikkakunta täyttyy luettelosta.
help-reference = Kirjoita alku tai valitse luettelosta: F4.

## Kentän virheet: mikä on vialla ja mitä tehdä

error-clock-not-ahead = Kello ei ole hypännyt eteenpäin. Vahvistettavaa ei ole.
error-field-needed = { $field } puuttuu. Täytä kenttä.
error-field-type = { $field }: tietoa ei voi lukea. Kirjoita se uudelleen.
error-field-unknown = Kenttää { $number } ei tunneta. Päivitä ohjelma.
error-text-long = Teksti on { $length } merkkiä, enintään { $max }. Lyhennä.
error-text-character = Tekstissä on merkki, jota ei voi tallentaa. Poista se.
error-code-unknown = ”{ $code }” ei ole luettelossa. Valitse F4.
error-code-several = { $count } vaihtoehtoa alkaa näin. Kirjoita lisää tai valitse F4.
error-code-closed = { $code } on poistunut käytöstä. Valitse toinen, F4.
error-code-refused = { $code } ei kuulu tähän kenttään. Valitse toinen, F4.
error-code-sealed = { $code } kirjataan vain ryhmään { $compartment }. Siirry sinne tai valitse toinen.
error-number-form = Kirjoita kokonaisluku.
error-number-bounds = Luvun on oltava { $low }–{ $high }.
error-minutes-bounds = Tuntien on oltava { $low }–{ $high }.
error-flag-form = Kirjoita k (kyllä) tai e (ei).
error-reference-typed = Tällaista ei löydy. Valitse luettelosta: F4.
error-order = ”{ $field }” { $value } on aiempi kuin ”{ $other }” { $earlier }. Tarkista vuosi.
error-future-moment = { $field } { $value } on tulevaisuudessa. Tarkista päivä ja kellonaika.
error-future = { $field } { $value } on tulevaisuudessa. Tarkista päivä.
error-contact-ahead = { $field } { $value } on vasta edessä. Tee varaus: yhteydenotto kirjataan, kun se on ollut.
error-birth-date-hetu = Syntymäpäivä ja henkilötunnus eivät täsmää. Tarkista molemmat.
error-same-day = { $field } ei ole sama päivä kuin { $other } ({ $value }).
error-only-when = { $field }: ei käy, kun { $other } on { $value }. Tyhjennä tai muuta.
error-one-of-both = Täytä vain toinen: { $field } tai { $other }.
error-one-of-none = Täytä toinen: { $field } tai { $other }.
error-rule-one = Asiakkaalla on jo: { $kind }. Muokkaa sitä.

## Tunnukset ja muodot

error-hetu-empty = Henkilötunnus puuttuu.
error-hetu-character = Tunnuksessa on merkki, joka ei kuulu siihen. Kirjoita tunnus uudelleen.
error-hetu-length = Henkilötunnuksessa on 11 merkkiä. Tarkista.
error-hetu-intermediate = Välimerkki ei kelpaa: + - U–Y tai A–F.
error-hetu-digits = Tunnuksessa on kirjain numeron paikalla. Tarkista.
error-hetu-check-alphabet = Viimeinen merkki ei ole tarkistusmerkki. Tarkista.
error-hetu-no-such-date = Tunnuksen päivää ei ole kalenterissa. Tarkista.
error-hetu-number = Yksilönumero 000 tai 001 ei kelpaa. Tarkista.
error-hetu-future = Tunnuksen syntymäpäivä on tulevaisuudessa. Tarkista välimerkki.
error-hetu-check = Tarkistusmerkki ei täsmää. Kysy tunnus uudelleen.
error-business-id-empty = Y-tunnus puuttuu.
error-business-id-character = Y-tunnuksessa on merkki, joka ei kuulu siihen.
error-business-id-form = Y-tunnus on seitsemän numeroa, viiva ja tarkistusnumero.
error-business-id-all-zeros = Pelkät nollat eivät ole Y-tunnus.
error-business-id-never-issued = Tällaista Y-tunnusta ei anneta. Tarkista.
error-business-id-check = Tarkistusnumero ei täsmää. Tarkista Y-tunnus.
error-name-empty = Nimi puuttuu.
error-name-digit = Nimessä ei ole numeroita. Tarkista.
error-name-character = Nimessä on merkki, joka ei kuulu siihen. Tarkista.
error-phone-empty = Puhelinnumero puuttuu.
error-phone-character = Puhelinnumerossa on muuta kuin numeroita. Tarkista.
error-phone-prefix = Aloita numero nollalla tai maan tunnuksella (+46).
error-phone-length = Puhelinnumerossa on 6–15 numeroa. Tarkista.
error-email-empty = Sähköpostiosoite puuttuu.
error-email-character = Sähköpostiosoitteessa on merkki, joka ei kuulu siihen.
error-email-form = Sähköpostiosoite on muotoa nimi@esimerkki.fi.
error-email-length = Sähköpostiosoite on liian pitkä (enintään 254).
error-postcode-empty = Postinumero puuttuu.
error-postcode-form = Postinumerossa on viisi numeroa. Ulkomainen osoite: oma kenttä.
error-date-empty = Päivä puuttuu.
error-date-form = Päivää ei ymmärretä. Muodot 1.2.26 010226 t t+7 ma.
error-part-date-form = Aikaa ei ymmärretä. Kirjoita vuosi, kuukausi tai päivä: 2020, 5.2020 tai 1.5.2020.
error-date-no-such = Päivää ei ole kalenterissa. Tarkista.
error-date-range = Päivä on liian kaukana. Tarkista vuosi.
error-time-empty = Aika puuttuu.
error-time-form = Aikaa ei ymmärretä. Muodot 9.30, 930, 1.2. 9.30.
error-time-no-such = Kellonaikaa ei ole. Tarkista.
error-time-gap = Kelloja siirretään, eikä tätä aikaa ole. Valitse toinen.
error-amount-empty = Määrä puuttuu.
error-amount-money = Kirjoita eurot: 1234,50.
error-amount-hours = Kirjoita tunnit: 37,5 tai 37.30.
error-amount-minutes = Minuutit ovat 0–59. Desimaalit kirjoitetaan pilkulla.
error-amount-large = Määrä on liian suuri. Tarkista.

## Luettelotiedostot ja sääntöjoukot

error-codes-column = Kooditiedostosta puuttuu sarake { $column }.
error-codes-row = Kooditiedoston rivi { $line } on vajaa.
error-codes-date = Kooditiedoston rivillä { $line } on väärä päivä.
error-codes-compartment = Kooditiedoston rivillä { $line } on tuntematon tietoryhmä.
error-rules-form = Sääntötiedostoa { $set } ei voi lukea.
error-rules-dates = Sääntötiedoston { $set } voimassaoloajat eivät sovi yhteen.

## Kirjautuminen ja salasana

error-password-current = Salasana on väärä. Kirjoita nykyinen salasanasi uudelleen.
error-login-refused = Tunnus tai salasana on väärä.
error-activation-refused = Tunnus tai aktivointikoodi on väärä. Tarkista molemmat.
error-activation-wrong-wait = Tunnus tai aktivointikoodi on väärä. Yritä uudelleen kello { $time }.
error-login-code-expired = Aktivointikoodi on vanhentunut. Pyydä esihenkilöltä uusi.
error-login-slot-damaged = Kirjautumistietosi ovat vioittuneet tällä laitteella. Soita ylläpitäjälle.
error-login-slot-secret = Kirjautumistietosi eivät kuulu tälle laitteelle. Soita ylläpitäjälle.
error-password-short = Salasana on liian lyhyt: vähintään { $min } merkkiä, esimerkiksi lause.
error-password-long = Salasana on liian pitkä. Lyhennä.
error-password-common = Salasana on helppo arvata. Valitse toinen.
error-password-context = Salasanassa on tunnus, nimi tai toimipaikka. Valitse toinen.
error-password-unchanged = Uusi salasana on sama kuin vanha. Valitse toinen.
error-password-code = Aktivointikoodi ei kelpaa salasanaksi. Keksi oma salasana.

## Avaimet ja laitteen salaisuus

error-keyslots-magic = Avaintiedosto on vioittunut. Soita ylläpitäjälle, älä poista tiedostoa.
error-keyslots-length = Avaintiedosto on vioittunut. Soita ylläpitäjälle, älä poista tiedostoa.
error-keyslots-field = Avaintiedosto on vioittunut. Soita ylläpitäjälle, älä poista tiedostoa.
error-keyslots-order = Avaintiedosto on vioittunut. Soita ylläpitäjälle, älä poista tiedostoa.
error-keyslots-suite = Avaintiedosto on vioittunut. Soita ylläpitäjälle, älä poista tiedostoa.
error-keyslots-mac = Avaintiedostoa on muutettu ohjelman ulkopuolella. Soita ylläpitäjälle.
error-keyslots-counter = Avaintiedosto on vanha kopio. Soita ylläpitäjälle.
error-keyslots-version = Avaintiedosto on uudemmasta ohjelmasta. Päivitä ohjelma.
error-keyslots-full = Laitteella on jo enimmäismäärä käyttäjiä. Poista vanhoja.
error-keyslots-login-taken = Tunnus on jo käytössä. Valitse toinen.
error-keyslots-no-slot = Käyttäjällä ei ole avainta tällä laitteella.
error-keystore-ambiguous = Laitteen avainvarastossa on kaksi salaisuutta. Soita ylläpitäjälle.
error-keystore-damaged = Laitteen avainvaraston tieto on vioittunut. Soita ylläpitäjälle.
error-keystore-exists = Laitteella on jo salaisuus. Sitä ei korvata.
error-keystore-failed = Laitteen avainvarasto ei vastaa. Yritä uudelleen tai kirjaudu laitteelle uudelleen.
error-keystore-no-answer = Laitteen avainvarasto ei vastaa. Yritä uudelleen tai kirjaudu laitteelle uudelleen.
error-keystore-locked = Laitteen avainvarasto on lukittu. Avaa se ja yritä uudelleen.
error-keystore-missing = Laitteen salaisuutta ei löydy. Rekisteri ei avaudu ilman sitä. Soita ylläpitäjälle.
error-keystore-none = Laitteella ei ole avainvarastoa. Soita ylläpitäjälle.
error-keystore-paused = Avainvarastoa ei kysytä hetkeen. Yritä pian uudelleen.
error-keystore-too-long = Avainvarasto antoi liian pitkän tiedon. Soita ylläpitäjälle.
error-kdf-bounds = Avaimen johtamisen asetukset eivät kelpaa. Soita ylläpitäjälle.
error-kdf-memory = Muisti ei riitä avaimen johtamiseen. Sulje muita ohjelmia ja yritä uudelleen.
error-wrap-form = Avainta ei voi avata. Soita ylläpitäjälle.
error-wrap-key = Avainta ei voi avata. Soita ylläpitäjälle.
error-door-form = Ovitiedosto on vioittunut tai muutettu. Kirjautuminen jatkuu, asia kirjataan.
error-door-mac = Ovitiedosto on vioittunut tai muutettu. Kirjautuminen jatkuu, asia kirjataan.
error-door-magic = Ovitiedosto on vioittunut tai muutettu. Kirjautuminen jatkuu, asia kirjataan.
error-door-version = Ovitiedosto on uudemmasta ohjelmasta. Päivitä ohjelma.
warning-process-not-hardened = Ohjelman muistia ei voitu suojata tällä laitteella. Kerro ylläpitäjälle.
error-seal-form = Salattua tietoa ei voi avata. Soita ylläpitäjälle.
error-seal-place = Salattua tietoa ei voi avata. Soita ylläpitäjälle.
error-seal-other-key = Salattua tietoa ei voi avata. Soita ylläpitäjälle.
error-seal-key-pending = Tiedon avain ei ole vielä tullut tälle laitteelle. Yritä myöhemmin.
error-seal-too-long = Tieto on liian pitkä salattavaksi. Lyhennä.

## Rekisteritiedosto

error-db-busy = Rekisteri on varattu hetken. Yritä uudelleen.
error-store-busy = Rekisteri on varattu hetken. Yritä uudelleen.
error-db-damaged = Rekisteritiedosto on vioittunut. Älä jatka, soita ylläpitäjälle.
error-store-damaged = Rekisteritiedosto on vioittunut. Älä jatka, soita ylläpitäjälle.
error-db-too-short = Rekisteritiedosto on vioittunut. Älä jatka, soita ylläpitäjälle.
error-db-wrong-key-or-damaged = Rekisteri ei avaudu: avain on väärä tai tiedosto vioittunut. Soita ylläpitäjälle.
error-db-wrong-database = Tiedosto on toisen laitteen tai toimiston rekisteri. Soita ylläpitäjälle.
error-db-wrong-salt = Tiedosto on toisen laitteen tai toimiston rekisteri. Soita ylläpitäjälle.
error-db-newer-schema = Rekisteri on uudemmasta ohjelmasta. Päivitä ohjelma.
error-db-unknown-schema = Tiedosto ei ole Luukun rekisteri.
error-db-plaintext = Rekisteritiedosto ei ole salattu. Sitä ei avata. Soita ylläpitäjälle.
error-db-no-cipher = Rekisteriä ei saatu avattua turvallisesti. Soita ylläpitäjälle.
error-db-setting = Rekisteriä ei saatu avattua turvallisesti. Soita ylläpitäjälle.
error-db-no-wal = Rekisteriä ei saatu avattua turvallisesti. Soita ylläpitäjälle.
error-db-sqlite = Rekisteriä ei saatu avattua turvallisesti. Soita ylläpitäjälle.
error-db-denied = Toiminto ei ole sallittu tässä rekisterissä.
error-db-interrupted = Keskeytettiin. Mitään ei muutettu.
error-interrupted = Keskeytettiin. Mitään ei muutettu.
error-db-network-file-system = Rekisteri on verkkolevyllä. Siirrä se laitteen omalle levylle.
error-db-no-room = Levy on täynnä. Mitään ei menetetty. Vapauta tilaa ja tallenna uudelleen.
error-db-no-room-to-open = Levy on täynnä, joten rekisteri ei aukea. Vapauta tilaa ja yritä uudelleen.
error-disk-full = Levy on täynnä. Mitään ei menetetty. Vapauta tilaa ja tallenna uudelleen.
error-file-disk-full = Levy on täynnä. Mitään ei menetetty. Vapauta tilaa ja tallenna uudelleen.
error-store = Rekisteriin ei voitu kirjoittaa. Kirjoittamasi on tallessa. Yritä uudelleen.
error-record-missing = Merkintää ei enää ole. Päivitä näkymä.

## Tiedostot

error-file-bad-path = Tiedoston paikka ei kelpaa. Tarkista polku.
error-file-exists = Tiedosto on jo olemassa. Sitä ei korvata. Anna toinen nimi.
error-file-io = Tiedostoa ei voi lukea tai kirjoittaa. Yritä uudelleen.
error-file-locked = Toinen Luukku käyttää tiedostoa. Sulje se ensin.
error-file-missing = Tiedostoa ei ole.
error-file-mode = Tiedoston oikeudet tai omistaja eivät ole oikein. Soita ylläpitäjälle.
error-file-not-own = Tiedoston oikeudet tai omistaja eivät ole oikein. Soita ylläpitäjälle.
error-file-not-regular = Tiedoston oikeudet tai omistaja eivät ole oikein. Soita ylläpitäjälle.
error-file-too-long = Tiedosto on liian suuri.

## Muutokset ja loki

error-cbor-form = Muutosta ei voi lukea. Kerro ylläpitäjälle.
error-cbor-trailing = Muutosta ei voi lukea. Kerro ylläpitäjälle.
error-cbor-truncated = Muutosta ei voi lukea. Kerro ylläpitäjälle.
error-change-form = Muutosta ei voi lukea. Kerro ylläpitäjälle.
error-change-altered = Muutos ei ole se, joka lähetettiin. Kerro ylläpitäjälle.
error-change-too-large = Muutos on liian suuri. Lyhennä tekstiä.
error-change-version = Muutos on uudemmasta ohjelmasta. Päivitä ohjelma.
error-chain-again = Muutosten tai lokin ketju on poikki. Kerro ylläpitäjälle ja lokivalvojalle.
error-chain-altered = Muutosten tai lokin ketju on poikki. Kerro ylläpitäjälle ja lokivalvojalle.
error-chain-clock = Muutosten tai lokin ketju on poikki. Kerro ylläpitäjälle ja lokivalvojalle.
error-chain-gap = Muutosten tai lokin ketju on poikki. Kerro ylläpitäjälle ja lokivalvojalle.
error-chain-link = Muutosten tai lokin ketju on poikki. Kerro ylläpitäjälle ja lokivalvojalle.
error-chain-stream = Muutosten tai lokin ketju on poikki. Kerro ylläpitäjälle ja lokivalvojalle.
error-note-form = Lokin tarkistusmerkintä ei kelpaa. Kerro lokivalvojalle.
error-note-signature = Lokin tarkistusmerkintä ei kelpaa. Kerro lokivalvojalle.
error-note-signer = Lokin tarkistusmerkintä ei kelpaa. Kerro lokivalvojalle.

## Käyttöoikeudet

refused-no-group = Oikeus puuttuu: tämä tietoryhmä. Pyydä oikeutta esihenkilöltä.
refused-not-this = Oikeus puuttuu: { $function }. Pyydä oikeutta esihenkilöltä.
function-read = { $kind } (katselu)
function-create = { $kind } (uusi)
function-change = { $kind } (muutos)
function-log-own = katselijoiden luettelo
function-log-unit = oman yksikön lokin katselu
function-log-all = koko lokin katselu
function-log-verify = lokin tarkastus
function-users-read = käyttäjien luettelo
function-users-grant = käyttöoikeuksien hallinta
function-users-account = käyttäjätunnusten hallinta
function-backup = varmuuskopiointi
function-configure = asetusten muuttaminen
function-plan-accept = suunnitelman hyväksynnän kirjaus
refused-no-clients = Roolillasi ei ole asiakastietoja. Kirjaudu tunnuksella, jonka rooli palvelee asiakkaita, tai pyydä esihenkilöltä rooli.
refused-individual-right = Oikeus puuttuu: tarvitaan oma määräaikainen oikeus. Pyydä esihenkilöltä.
refused-outside-pack = Oikeus puuttuu: asiakas ei ole mukana olevassa paketissa.
refused-no-open-request = Oikeus puuttuu: henkilöllä ei ole avointa pyyntöä.
refused-no-relation = Avaa varauksen, oman asiakkuuden tai tehtävän kautta, tai tunnista asiakas.
refused-not-identified = Ei avattu: asiakasta ei tunnistettu. Pyydä henkilötodistus ja avaa uudelleen.
refused-restricted = Et voi avata tätä asiakasta: käyttö on rajoitettu. Kysy esihenkilöltä.

## Käytön tilanteet

error-no-open-file = Asiakasta ei ole avattu. Hae asiakas ensin.
error-no-rule-set = Tälle päivälle ei ole sääntöjä. Soita ylläpitäjälle.
error-unknown-kind = Tietolajia ei tunneta. Päivitä ohjelma.

## Työpöytä: tietojen kirjaus

confirm-close-period = Edellinen avoin jakso päättyy { $date }. Tallennetaanko?
confirm-employer-ended = Työnantaja on lakannut. Tallennetaanko silti?
confirm-health-words = Sana "{ $word }" kertoo terveydestä: se kuuluu terveystietoihin. Tallenna silti?
confirm-household = Y-tunnus puuttuu: onko työnantaja kotitalous?
confirm-namesake = Samanniminen, samana päivänä syntynyt on jo rekisterissä ({ $count }). Uusi silti?
confirm-overlap = Jakso menee päällekkäin toisen kanssa: { $other }. Tallennetaanko?
confirm-permit = Kansalaisuus vaatii oleskeluluvan. Tallenna ja tee tehtävä luvan tarkistamisesta?
confirm-plan-date = Määräaika on suunnitelman seuraavan tarkistuksen { $date } jälkeen. Tallennetaanko?
confirm-plan-version = Suunnitelma on hyväksytty. Muutos tekee uuden version. Jatketaanko?
confirm-protection-off = Onko turvakiellon päättyminen tarkistettu väestötietojärjestelmästä?
confirm-under-15 = Henkilö on alle 15-vuotias. Onko henkilötunnus oikein?
effect-hetu = Uusi henkilötunnus on voimassa, vanhalla löytää edelleen.
effect-corrected = Vanha merkintä säilyy korjattujen joukossa (X).
effect-corrected-again = Sen korjaama merkintä on taas voimassa.
effect-nothing = Mitään ei muutettu.
effect-period-closed = Edellinen jakso päättyi { $date }.
effect-plan-comes = Suunnitelma tuli voimaan.
effect-plan-replaced = Aiempi suunnitelma merkittiin korvatuksi.
effect-plan-version = Suunnitelmasta tehtiin uusi versio.
effect-protected = Turvakielto on voimassa: yhteystiedot salattiin ja vanhat kopiot poistettiin.
effect-protection-off = Turvakielto päättyi. Salatut tiedot eivät palaa itsestään: kysy ne uudelleen.
effect-saved = Tallennettu.
effect-saved-unseen = Tallennettu salattuna. Et näe sisältöä.
effect-task-made = Tehtävä { $date }: { $text }.
effect-sealed = Osoite- ja paikkatiedot salattiin.
effect-traces-later = Vanhat jäljet poistuvat levyltä, kun toinen ikkuna on suljettu.
effect-valid-from = Osoite on voimassa { $date } alkaen.
effect-waits-national = Odottaa vientiä tietovarantoon.
error-hetu-change = { $field } vaihdetaan lomakkeella Aiempi tunnus: syy kirjataan.
error-hetu-not-in-force = { $field } ei ole voimassa oleva tunnus. Hae asiakas uudelleen.
error-hetu-same = { $field } on sama kuin vanha. Kirjoita uusi tunnus.
error-compartment-key-changed = Tietoryhmän avain on rekisterissä vaihdettu toiseksi: mitään ei salata sillä. Ilmoita heti ylläpitäjälle.
error-no-compartment-key = Tietoryhmän avain puuttuu tältä laitteelta. Soita ylläpitäjälle.
error-nothing-hidden = Tässä kentässä ei ole salattua.
error-officer-role = { $field }: valitse toinen virkailija.
error-host-role = { $field } jää tälle ajalle tyhjäksi tai on toinen virkailija.
error-overlap = { $field }: jakso menee päällekkäin toisen kanssa, joka alkaa { $other }. Muuta päiviä tai päätä toinen.
error-booking-past = { $field }: aika on jo mennyt. Anna aika, joka on edessä. Pidetyn käynnin kirjaa yhteydenotto.
error-booking-overlap = { $field }: asiakkaalla on jo aika { $other }. Valitse toinen aika, tai siirrä tai peru se ensin.
error-reason-short = Kirjoita peruste, vähintään { $min } merkkiä.
error-record-withdrawn = Tieto on poistettu käytöstä. Tee uusi.
error-visit-open = Käynti on kesken. Päätä se ensin, tai korjaa se uudella.
error-withdraw-former = Entistä henkilötunnusta ei peruuteta: henkilö löytyy sillä edelleen. Jos tunnus on väärä, korjaa se uudella (K).
error-reference = { $field } viittaa tietoon, jota ei ole. Valitse luettelosta.
error-unique = { $field } on jo käytössä toisessa tiedossa.
error-write-once = { $field } kirjataan kerran. Korjaa uudella merkinnällä: luettelossa K.
error-corrected-in-place = Merkintää ei korjata uudella: avaa se ja muuta sitä.
error-corrected-already = Merkintä on jo korjattu. Avaa luettelo uudelleen ja korjaa voimassa olevaa.
error-correction-same = Korjaus sanoo saman kuin vanha merkintä. Muuta virheellinen kenttä tai jätä korjaamatta.
refused-field = Oikeus puuttuu: tämä kenttä. Pyydä oikeutta esihenkilöltä.
refused-no-key = Oikeus puuttuu: tietoryhmän avain. Pyydä oikeutta esihenkilöltä.
refused-protection-off = Turvakiellon poistaa omavirkailija, kun päättyminen on tarkistettu.
refused-withdraw = Oikeus puuttuu: tietoa ei voi poistaa käytöstä tästä.
remark-conflict = Toisella laitteella kirjattiin toisin ({ $others }).

### desk: counter

alert-protected = TURVAKIELTO toistaiseksi: yhteystiedot salattu. Älä lue ääneen.
alert-protected-until = TURVAKIELTO { $date } asti: yhteystiedot salattu. Älä lue ääneen.
alert-not-identified = EI TUNNISTETTU: älä kerro mitään asiakkaan tiedoista.
alert-identity-doubtful = Henkilöllisyys epäselvä: tietoja ei luovuteta.
alert-deceased = Asiakas on kuollut { $date }.
alert-initial = MÄÄRÄAIKA { $weekday ->
   *[mon] ma
    [tue] ti
    [wed] ke
    [thu] to
    [fri] pe
    [sat] la
    [sun] su
    } { $date } alkuhaastattelu, { $days } arkipäivää jäljellä
alert-initial-one-day = MÄÄRÄAIKA { $weekday ->
   *[mon] ma
    [tue] ti
    [wed] ke
    [thu] to
    [fri] pe
    [sat] la
    [sun] su
    } { $date } alkuhaastattelu, 1 arkipäivä jäljellä
alert-initial-today = MÄÄRÄAIKA TÄNÄÄN: alkuhaastattelun viimeinen päivä
alert-initial-late = MYÖHÄSSÄ: alkuhaastattelun viimeinen päivä oli { $weekday ->
   *[mon] ma
    [tue] ti
    [wed] ke
    [thu] to
    [fri] pe
    [sat] la
    [sun] su
    } { $date }
alert-booking-today = AIKA TÄNÄÄN klo { $time } { $service ->
    [initial] alkuhaastattelu
    [discussion] työnhakukeskustelu
    [supplementary] täydentävä työnhakukeskustelu
    [plan] suunnitelman tarkistus
    [desk] neuvonta
    [employer] työnantajatapaaminen
   *[other] varattu aika
    }
alert-task-due = MÄÄRÄAIKA { $weekday ->
   *[mon] ma
    [tue] ti
    [wed] ke
    [thu] to
    [fri] pe
    [sat] la
    [sun] su
    } { $date } tehtävä: { $task }
alert-task-late = MYÖHÄSSÄ { $weekday ->
   *[mon] ma
    [tue] ti
    [wed] ke
    [thu] to
    [fri] pe
    [sat] la
    [sun] su
    } { $date } tehtävä: { $task }
alert-plan-waits = Suunnitelma odottaa asiakkaan hyväksyntää
alert-service-language = Palvelukieli: { $language ->
   *[fi] suomi
    [sv] ruotsi
    [se] pohjoissaame
    [en] englanti
    }
alert-arrangement = Järjestely: { $arrangement ->
   *[interpreter] tulkki
    [sign_language] viittomakielen tulkki
    [accessible_room] esteetön tila
    [induction_loop] induktiosilmukka
    [plain_language] selkokieli
    [written_only] vain kirjallisesti
    [phone_only] vain puhelimitse
    [long_time] pidempi aika
    [quiet_room] rauhallinen tila
    [support_person] tukihenkilö mukana
    }
ground-visit = Avausperuste: käynti. Katselu kirjattu.
ground-visit-booked = Avausperuste: käynti, varattu aika { $time }. Katselu kirjattu.
ground-call = Avausperuste: puhelu. Katselu kirjattu.
ground-booking = Avausperuste: varattu aika. Katselu kirjattu.
ground-booking-at = Avausperuste: varattu aika { $time }. Katselu kirjattu.
ground-own-client = Avausperuste: oma asiakas. Katselu kirjattu.
ground-queue = Avausperuste: vuoronumero. Katselu kirjattu.
ground-task = Avausperuste: tehtävä. Katselu kirjattu.
ground-break-glass = Avausperuste: hätäavaus. Katselu kirjattu ja tarkastetaan.
ground-data-request = Avausperuste: tietopyyntö. Katselu kirjattu.
ground-review = Avausperuste: tarkastus. Katselu kirjattu.
card-language = Palvelukieli
card-arrangements = Järjestelyt
card-officer = Vastuuvirk.
card-payer = Maksaja
card-address = Osoite
card-phone = Puhelin
card-email = Sähköposti
card-contact-address = Yhteysosoite
card-search = Työnhaku
card-status = Tilanne
card-plan = Suunnitelma
card-next = Seuraava
card-search-none = ei työnhakua
card-search-since = voimassa { $date } alkaen
card-search-until = voimassa { $start }–{ $end }
card-search-ended = päättynyt { $date }
card-waits-national = odottaa tietovarantoa
card-since = { $date } alkaen
card-plan-waits = odottaa hyväksyntää
card-review = (tarkistus { $date })
card-group-identity = Henkilötiedot
card-group-search = Työnhaku, tilanne
card-group-time-line = Työ ja koulutus
card-group-plan = Suunnitelma
card-group-contacts = Yhteydenotot
card-group-dates = Ajat ja tehtävät
card-group-other = Muut tietoryhmät
time-line-gap = { $months } kk
note-advised = Neuvottu
note-not-reached = Ei tavoitettu
note-callback = Soittopyyntö
note-visit = Käynti
note-moved = Ajan siirto
note-absent = Ei saapunut
note-plan-accepted = Suunn. hyväksytty
note-clarification = Selvitys saapui
effect-contact = yhteydenotto { $method }
effect-reminder =
    muistutus { $date }, { $to ->
        [own] sinulle
        [unit] yksikölle
       *[other] { $to }
    }
effect-booking-moved = aika { $at } siirretty
effect-booking-absent = aika { $at }: ei saapunut
effect-next-booked = seuraava aika { $at } { $service ->
    [initial] alkuhaastattelu
    [discussion] työnhakukeskustelu
    [supplementary] täydentävä työnhakukeskustelu
    [plan] suunnitelman tarkistus
    [desk] neuvonta
    [employer] työnantajatapaaminen
   *[other] varattu aika
    }
effect-plan-accepted = suunnitelma hyväksytty { $way ->
    [online] verkkopalvelussa
    [signed] allekirjoittamalla
   *[other] muulla tavalla
    }
effect-plan-in-force = suunnitelma on voimassa
effect-plan-incomplete = suunnitelma ei ole vielä voimassa: siitä puuttuu tietoja
effect-visit-purpose = käynnin aihe: { $purpose ->
    [register] työnhaun aloitus
    [renew_end] uusinta tai päättäminen
    [change] tilanteen muutos
    [contact_data] yhteystietojen muutos
    [booking] ajanvaraus
    [arrival] saapui ajalle
    [clarification] selvityksen jättö
    [plan] suunnitelma ja työnhakuvelvollisuus
    [offer] työpaikat ja tarjoukset
    [training] koulutus tai palvelu
    [consent] suostumus
    [benefit_state] lausunnon tilanne
    [employer] työnantajan asia
    [data_request] omien tietojen pyyntö
    [third_party] kysely toisesta henkilöstä
   *[other] muu
    }
effect-officer-task = tehtävä: { $name }, asiakkaalla ei ole seuraavaa aikaa
effect-unit-task = tehtävä yksikölle: asiakkaalla ei ole seuraavaa aikaa
effect-arrived = saapui ajalle { $time }
effect-host-told = kerrottu: { $name }
confirm-note-again = { $subject }: sama on jo kirjattu tänään. F9 kirjaa uudelleen.
error-note-unknown = Mallia ei ole. Valitse 1–8.
error-note-no-booking = Asiakkaalla ei ole aikaa, jota tämä koskisi.
error-absence-stands = Poissaolon voi perua vain sen kirjauspäivänä. Kirjaa sen syy.
error-task-chain = Tehtävä ei voi odottaa itseään. Valitse toinen tehtävä.
error-next-needed = Seuraava aika puuttuu. Anna uusi aika tai kerro, miksi sitä ei tarvita.
error-next-past = Seuraava aika on mennyt. Anna aika, joka on edessä.
error-next-late = Lain määräaika on { $date }. Anna aikaisempi aika, tai varaa myöhempi lomakkeella (6 Ajat ja tehtävät), joka kysyy syyn.
error-next-there = Asiakkaalla on jo seuraava aika. Siirrä se mallilla 5.
error-plan-accepted = Tehtävä kuuluu hyväksyttyyn suunnitelmaan: sitä ei poisteta eikä siirretä. Kirjaa sille tulos.
error-plan-date = { $field } on ennen suunnitelman tekemistä. Tarkista päivä.
error-plan-no-task = Suunnitelmassa ei ole yhtään tehtävää. Lisää tehtävä ennen hyväksymistä.
error-plan-not-waiting = Mikään suunnitelma ei odota asiakkaan hyväksyntää.
error-plan-newer = Suunnitelmasta on jo tekeillä uudempi versio { $n }. Muuta sitä: se avautuu suunnitelmanäytössä.
error-plan-older = Suunnitelma on korvattu tai päättynyt: sitä vain luetaan.
error-no-booking-today = Asiakkaalla ei ole tänään aikaa, jolle saapua.
error-reminder-past = Muistutus on menneisyydessä. Valitse tämä päivä tai myöhempi.
viewed-open = avasi kortin
viewed-tab = avasi ryhmän
viewed-reveal = näytti salatun
viewed-search = haku
viewed-list = näki luettelon
viewed-create = kirjasi
viewed-change = muutti
viewed-withdraw = poisti käytöstä
viewed-conflict = ratkaisi ristiriidan
viewed-sealed = kirjasi lukematta
viewed-refused = avaus evätty
viewed-repeated = katsoi taas
viewed-history = katsoi historiaa
viewed-print = tulosti
viewed-export = vei tiedostoon
viewed-clipboard = kopioi leikepöydälle
viewed-own-printout = tulosti omat tiedot
viewed-disclosure = luovutti tietoja
viewed-lookup = kysely
viewed-read = luki katselulokia
purpose-booking = varattu aika
purpose-own-client = oma asiakas
purpose-queue = vuoronumero
purpose-call = puhelu
purpose-task = tehtävä
purpose-visit = käynti
purpose-break-glass = hätäavaus
purpose-data-request = tietopyyntö
purpose-review = tarkastus

### desk: login and office

error-no-office = Tässä kansiossa ei ole rekisteriä. Valitse oikea kansio tai perusta toimisto: luukku setup.
error-folder-mode = Muut voivat avata kansion { $folder }. Sulje se muilta ja yritä uudelleen: chmod 700 { $folder }
error-folder-not-own = Kansio { $folder } on toisen käyttäjätilin. Avaa rekisteri omistajan tilillä tai korjaa omistaja.
error-office-exists = Kansiossa on jo rekisteri. Uutta ei perustettu. Valitse toinen kansio.
error-keyslots-missing = Kansiossa on rekisteri, mutta sen avaintiedosto keyslots puuttuu. Älä poista mitään. Ylläpitäjä palauttaa varmuuskopion: luukku restore.
error-setup-unfinished = Kansiossa on keskeytynyt perustaminen. Poista kansio ja aloita alusta.
error-setup-empty = Toimiston, yksikön, tunnuksen ja nimen kenttiä ei voi jättää tyhjiksi. Täytä ne.
error-office-file = Toimiston tietoja ei voitu tallentaa. Tarkista levy ja yritä uudelleen.
error-policy = Ohjelman oikeussäännöt eivät avaudu. Asenna ohjelma uudelleen.
error-door = Kirjautumisyritystä ei voitu merkitä muistiin, joten kirjautuminen ei jatku. Tarkista levytila ja yritä uudelleen.
error-door-locked = Toinen ohjelma pitää lukkotiedostoa luukku.lock. Sulje se tai odota hetki ja yritä uudelleen.
error-door-file = Kirjautumisyritystä ei voitu merkitä tiedostoon door, joten kirjautuminen ei jatku. Tarkista tiedoston omistaja ja oikeudet (0600).
error-device-secret-lost = Laitteen salaisuus puuttuu: se on poistettu, tai käytössä on toinen käyttöjärjestelmän tili. Uutta ei tehdä, sillä rekisteri ei avautuisi sillä. Kirjaudu oikealla tilillä tai palauta varmuuskopio palautusavaimella: luukku restore.
error-no-database-key = Sinulla ei ole avainta tähän rekisteriin. Pyydä esihenkilöltä uusi aktivointikoodi.
error-login-wrong-wait = Tunnus tai salasana on väärä. Yritä uudelleen kello { $time }.
error-login-wait = Odota: seuraava yritys on mahdollinen kello { $time }.
error-login-ended = Käyttöoikeutesi on päättynyt. Kysy esihenkilöltä.
error-login-role-ended = Roolisi päättyi { $day }. Pyydä esihenkilöä jatkamaan sitä.
error-login-administrator-ended = Roolisi päättyi { $day }. Pyydä esihenkilöä jatkamaan sitä. Jos häntä ei ole, ota palautusavain ja aja: luukku recovery user --login TUNNUS --user TUNNUS (oma tunnuksesi molemmissa).
error-login-no-role = Sinulla ei ole voimassa olevaa roolia. Pyydä esihenkilöltä rooli.
error-login-needs-activation = Tämä on aktivointikoodi. Paina F7, anna koodi ja keksi oma salasana.
error-password-again = Anna oma salasanasi uudelleen ennen tätä toimintoa.
error-login-name = Tunnuksessa on väli tai näkymätön merkki. Valitse toinen.
error-user-names = Tunnus tai nimi puuttuu, tai tunnuksessa on väli tai näkymätön merkki. Korjaa kentät.
error-login-form = Tunnuksessa on väli tai näkymätön merkki. Korjaa tunnus.
error-user-keys-missing = Sinulla ei ole niitä avaimia, jotka kuuluvat tähän rooliin. Pyydä esihenkilöä tekemään tämä. Kun kukaan ei enää voi: luukku recovery user.
error-user-code-waits = Käyttäjälle on tehty uusi aktivointikoodi, jota hän ei ole vielä käyttänyt. Anna rooli, kun hän on kirjautunut koodilla.
error-user-role = Roolia ei tunneta. Valitse rooli luettelosta.
error-user-role-none = Käyttäjällä ei ole tätä roolia. Valitse rooli, joka hänellä on.
error-user-from = Roolin ensimmäinen päivä on mennyt. Anna päivä, joka on tänään tai myöhemmin.
error-user-until = Roolin viimeinen päivä puuttuu tai on mennyt. Anna päivä, joka on tänään tai myöhemmin.
error-user-agreement = Turvallisuussopimuksen päivä puuttuu tai on tulevaisuudessa. Anna päivä, jona sopimus tehtiin.
right-given = Oikeus on annettu. Se alkaa käyttäjän seuraavasta kirjautumisesta.
declared = Ilmoitettu. Nämä tiedot eivät enää aukea.
error-declare-nothing = Kirjoita ainakin yksi henkilötunnus.
error-declare-not-close = Tunnusta ei ole ilmoitettu läheiseksi. Tarkista tunnus.
refused-declared = Ilmoitettua ei voi itse muuttaa eikä perua. Pyydä esihenkilöä oikaisemaan se.
role-ended = Rooli päättyi. Käyttäjän muut roolit jäävät voimaan.
role-given = Rooli on annettu ajaksi { $from }–{ $until }.
rights-ended = Henkilökohtaiset oikeudet on lopetettu. Roolit jäävät voimaan.
user-rights-removed = Käyttöoikeudet on poistettu. Käyttäjä ei pääse enää rekisteriin.
record-withdrawn = Poistettu käytöstä: { $kind }. Historia jää.
error-right-until = Oikeuden viimeinen päivä puuttuu tai on mennyt. Anna päivä, joka on tänään tai myöhemmin.
error-right-none = Käyttäjällä ei ole henkilökohtaista oikeutta voimassa.
refused-right-role = Käyttäjän roolilla ei ole henkilökohtaista oikeutta annettavaksi: rooli avaa tiedot jo tai ei lainkaan.
refused-supervisor-rights = Henkilökohtaisen oikeuden antaa ja lopettaa esihenkilö.
refused-own-rights = Omia oikeuksia ei voi muuttaa. Pyydä esihenkilöä tekemään se.
refused-administrator-again = Palautusavain jatkaa vain ylläpitäjän omaa roolia, joka päättyi tai on päättymässä. Kysy muut roolit esihenkilöltä.
refused-supervisor-codes = Käyttäjällä on rooli: uuden koodin hänelle antaa esihenkilö.
refused-supervisor-grants = Roolit antaa esihenkilö. Tee tunnus ilman roolia ja pyydä esihenkilöä antamaan se.
refused-roles-apart = Näitä rooleja ei voi olla samalla henkilöllä. Anna rooli toiselle.
refused-user-passivated = Käyttäjää ei ole tai hänen oikeutensa on päätetty. Tee tarvittaessa uusi tunnus.
user-active = käytössä
user-waits-for-activation = odottaa aktivointia
user-passivated = päätetty
user-password-too-old = salasana vanhentunut
user-no-slot = ei avainta: tee koodi
user-role-ends = rooli päättyy pian
user-role-ended = rooli päättynyt
notice-rollback = Vanhempi tiedosto on pantu uuden tilalle. Salatut tiedot pysyvät suljettuina. Ilmoita heti ylläpitäjälle.
notice-clock-ahead = Kello on yli vuorokauden edellä viime käytöstä: aikaleimat eivät etene. Ylläpitäjä vahvistaa kellon (F2). Kerro hänelle.
notice-clock-ahead-confirm = Kello on yli vuorokauden edellä viime käytöstä: aikaleimat eivät etene. Jos kello on oikeassa, vahvista se: F2, Vahvista kello.
clock-confirmed = Kello on vahvistettu oikeaksi. Aikaleimat etenevät taas.
notice-other-window = Rekisteri on auki myös toisessa ikkunassa: lukitse tai sulje se siellä.
notice-clock-back = Laitteen kello on siirtynyt taaksepäin. Salatut tiedot pysyvät suljettuina, kunnes kello on oikeassa. Kerro ylläpitäjälle.
notice-failed-logins = Epäonnistuneita kirjautumisia tunnuksellasi edellisen kirjautumisen jälkeen: { $n }. Jos ne eivät ole omiasi, kerro esihenkilölle.
notice-drafts = Luonnoksia odottaa: { $n }. Avaa asiakas ja sama lomake (esim. Ctrl-Y): se tarjoaa oman luonnoksensa.
notice-password-ends = Salasana on vaihdettava { $days } päivän kuluessa.
notice-role-ends = Roolisi päättyy { $day }. Pyydä esihenkilöä jatkamaan sitä ajoissa.
notice-role-ends-administrator = Ylläpitäjän roolisi päättyy { $day }. Esihenkilö jatkaa sitä; jos häntä ei ole, palautusavain (luukku recovery user).
notice-role-ends-of = Käyttäjän { $name } rooli päättyy { $day }. Ilman esihenkilöä tai ylläpitäjää oikeuksia ei anna kukaan: pyydä jatkamaan roolia ajoissa.
notice-checkpoint-missing = Lokin tarkistuspiste on kadonnut avainvarastosta (tiedostossa säilytettäessä tiedosto checkpoint). Joku on voinut poistaa lokin lopun. Kerro tietosuojavastaavalle ja vertaa lokia varmuuskopioon; varmuuskopion palautus aloittaa uuden lokin.
notice-checkpoint-not-kept = Lokin tarkistuspistettä ei voitu tallentaa avainvarastoon. Työ voi jatkua; kerro ylläpitäjälle, jos tämä toistuu.
error-log-days = Päivät ovat väärin päin. Alkaen on ennen päättyvää.
error-log-user = Käyttäjätunnusta ei ole. Tarkista se käyttäjien luettelosta.
error-log-action = Toimintoa ei tunneta. Valitse se luettelosta (F4).
error-log-client = Anna asiakkaan tunniste tai sen vähintään kahdeksan viimeistä merkkiä.
error-log-client-many = Tunnisteen loppu sopii useaan asiakkaaseen. Kirjoita siitä enemmän.
error-log-no-name = Rivillä ei ole asiakasta, jonka nimi on tällä laitteella.
error-log-no-note = Kirjoita huomautus: mitä tarkistit ja mitä löysit.
refused-own-review = Et voi tarkistaa omia tapahtumiasi. Toinen tarkistaa ne.
log-marked = Kuitattu tarkistetuksi: { $name }. Merkintä on lokissa.
error-log-no-detail = Rivillä ei ole salattua tekstiä, tai se ei aukea.
refused-log-auditor = Koko lokia lukee lokivalvoja.
log-outcome-refused = evättiin
log-outcome-failed = epäonnistui
log-verdict-intact = Loki on ehjä: viimeinen rivi { $n }.
log-verdict-open-tail = Loki on ehjä. Rivistä { $n } alkaen sitä ei ole vielä allekirjoitettu, mikä on tavallista kesken työn.
log-verdict-altered = Riviä { $n } on muutettu. Säilytä laite koskemattomana ja kerro tietosuojavastaavalle.
log-verdict-gap = Rivi { $n } puuttuu. Säilytä laite koskemattomana ja kerro tietosuojavastaavalle.
log-verdict-reordered = Rivi { $n } on väärässä paikassa. Säilytä laite koskemattomana ja kerro tietosuojavastaavalle.
log-verdict-short = Lokin loppu puuttuu rivistä { $n } alkaen, eikä mikään palautus selitä sitä. Kerro tietosuojavastaavalle.
log-verdict-fork = Rivillä { $n } on kaksi erilaista tarkistuspistettä: rekisteristä on kaksi kopiota. Kerro tietosuojavastaavalle.
log-verdict-clock = Kello on mennyt taaksepäin rivillä { $n }. Tarkista laitteen kello.
log-verdict-signature = Rivin { $n } tarkistuspisteen allekirjoitus ei pidä. Kerro tietosuojavastaavalle.
log-verdict-checkpoint-outside = Avainvarasto ei enää tunne lokin tarkistuspistettä, joka sinne on viety. Joku on voinut poistaa lokin lopun. Säilytä laite koskemattomana ja kerro tietosuojavastaavalle.
log-verdict-checkpoints = Lokin tarkistuspisteitä on kadonnut rekisteristä: { $n }. Joku on voinut poistaa ne ja muuttaa lokia. Säilytä laite koskemattomana ja kerro tietosuojavastaavalle.
log-verdict-unsigned = Rivin { $n } kirjautumista ei seuraa tarkistuspistettä, vaikka rivejä on tullut lisää. Joku on voinut poistaa tarkistuspisteitä. Säilytä laite koskemattomana ja kerro tietosuojavastaavalle.
log-verdict-body-missing = Rivin { $n } sisältö puuttuu, eikä mikään poisto selitä sitä. Kerro tietosuojavastaavalle.
log-blind-file = Laitesalaisuus on tiedostossa: jos joku, jolla on tietokannan avain, on katkaissut rivit, tarkistuspisteet ja tiedoston checkpoint yhdessä, tämä tarkistus ei huomaa sitä. Vertaa riviä aiempaan tulosteeseen tai varmuuskopioon.
log-blind-key-store = Avainvarasto ei kertonut, mikä lokin viimeinen rivi oli: lokin lopun katkaisua ei voitu sulkea pois. Tarkista avainvarasto ja aja tarkistus uudelleen.
log-blind-key-store-later = Avainvarasto tuntee lokin viimeiseen kirjautumiseen, lukitukseen tai pitkän istunnon tarkistuspisteeseen asti (rivi { $n }). Sen jälkeiset rivit, kuten komentorivin ajon tai uloskirjautumisen, voi tietokannan avaimen haltija katkaista tarkistuspisteineen, eikä tämä tarkistus huomaa sitä. Seuraava kirjautuminen vie ne avainvarastoon: vertaa rivin numeroa aiempaan tulosteeseen tai varmuuskopioon.
error-backup-folder = Varmuuskopion kansio on jo olemassa. Anna uuden kansion nimi.
error-backup-check = Varmuuskopio ei läpäissyt tarkistusta, joten sitä ei ole. Tarkista levy ja tee kopio uudelleen.
error-restore-newer = Varmuuskopio on tehty ohjelman uudemmalla versiolla. Asenna se ja palauta uudelleen.
error-restore-manifest = Kansiossa ei ole ehjää varmuuskopiota: luettelo puuttuu tai tiedosto ei vastaa sitä. Käytä toista kopiota.
error-restore-recovery-key = Palautusavain on väärin kirjoitettu tai kuuluu toiselle toimistolle. Tarkista se paperilta.
error-recovery-needs-old = Tämä kirjautuminen ei hallitse kaikkia avaimia. Anna vanha palautusavain (--old-key) tai kirjaudu esihenkilönä.
error-user-unknown = Käyttäjää ei ole tai hänen oikeutensa on päätetty.
error-restore-damaged = Varmuuskopion tietokanta on vioittunut. Mitään ei muutettu. Käytä toista kopiota.
error-restore-in-use = Rekisteri on auki toisessa ohjelmassa. Sulje se ja palauta sitten.
error-record-other = Merkintä kuuluu toiselle asiakkaalle. Mitään ei tallennettu. Avaa oikea asiakas ja yritä uudelleen.
error-moved = Joku muu tallensi saman asiakkaan tietoja samalla hetkellä. Mitään ei tallennettu. Tallenna uudelleen.
error-search-too-broad = Haku osuu liian moneen. Kirjoita lisää: etunimi tai syntymävuosi.
error-file-path = Kansion nimi ei kelpaa. Anna toinen kansio.
error-restore-running = Rekisteriä palautetaan varmuuskopiosta. Odota, kunnes palautus on valmis.
error-restore-unfinished = Palautus jäi kesken eikä jatkunut. Tarkista levytila ja aja luukku restore uudelleen samasta varmuuskopiosta.
refused-restore = Varmuuskopion palauttaa ylläpitäjä omalla salasanallaan tai palautusavaimen haltija. Mitään ei muutettu.
error-restore-other-office = Kansiossa on toisen toimiston tai laitteen rekisteri. Mitään ei muutettu. Valitse oikea kansio.
error-password-must-change = Salasana on vanhentunut. Vaihda se ensin kirjautumisnäytössä: luukku.
search-by-hetu = henkilötunnus
search-by-phone = puhelinnumero
search-by-phone-or-date = puhelinnumero tai syntymäaika
search-by-birth-date = syntymäaika
search-by-name-and-date = nimi, syntymäaika
search-by-name-and-year = nimi, syntymävuosi
search-by-name = nimi
search-more = Kirjoita lisää: kaksi kirjainta nimestä tai viisi numeroa puhelimesta.
search-hetu-more = Kirjoita henkilötunnus loppuun.
search-too-many = Haku osuu liian moneen. Kirjoita lisää: etunimi tai syntymävuosi.
hit-former-hetu = entinen hetu
hit-ended = päättynyt
hit-similar = muistuttaa
hit-ask-hetu = kysy hetu
hit-restricted = käyttö rajoitettu
card-moment = { $date } { $time }
