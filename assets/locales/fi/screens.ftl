## Näytöt: otsikot, kysymykset ja vastaukset rivillä 23

screen-search = Asiakashaku
screen-card = Asiakaskortti
screen-group = Tietoryhmä
screen-work = Työ ja koulutus
screen-plan = Suunnitelma
screen-plan-version = Suunnitelma, versio { $n }
screen-versions = Suunnitelman versiot
versions-count =
    { $n ->
        [1] 1 versio. Enter avaa sen luettavaksi.
       *[other] { $n } versiota, uusin ensin. Enter avaa luettavaksi.
    }
screen-note = Pikakirjaus
screen-viewed = Kuka on katsonut
screen-users = Käyttäjät
screen-history = { $kind }: historia
screen-form-edit = { $kind }: muokkaa
screen-form-fill = { $kind }: täydennä
screen-form-correct = { $kind }: korjaus
screen-form-new = { $kind }: uusi
screen-form-view = { $kind }: katso
screen-right = Oikeus suojattuihin tietoihin: { $name }
screen-grant = Rooli: { $name }
situation-title = Palvelutilanne
situation-next = Asiointitapa vaihtuu seuraavaan käyntiin; tämä käynti jää kirjatuksi.
situation-desk = Käynti
situation-phone = Puhelu
situation-video = Video
situation-online = Verkko
client-born = s. { $date }
client-language-sv = på svenska
client-language-en = in English
client-language-se = sámegillii
client-language-other = palvelukieli { $code }
column-name = Nimi
column-born = Syntynyt
column-hetu = Hetu
column-municipality = Kotikunta
column-remark = Huomio
column-when = Milloin
column-who = Kuka
column-field = Tieto
column-from = Ennen
column-to = Jälkeen
column-unit = Yksikkö
column-action = Mitä
column-purpose = Miksi
column-time = Aika
column-sort = Laji
column-what = Mitä
column-where = Missä
column-evidence = Todistus
column-login = Tunnus
column-ends = Päättyy
column-roles = Roolit
column-state = Tila
column-version = Versio
column-made = Tehty
column-plan-kind = Laji
column-accepted = Hyväksytty
search-label = Hae
search-kinds = hetu, nimi tai puhelin
search-help = Nimen alkuja ja syntymävuosi tai -päivä; hetu; puhelimesta ainakin 5 numeroa.
search-verify = Varmista syntymäaika tai hetu asiakkaalta ennen avaamista.
search-empty = Kirjoita haku. Asiakkaita ei näytetä ennen sitä.
search-none = Ei osumia. Tarkista kirjoitusasu.
search-no-phone = Puhelinnumerolla haku ei kuulu tehtävääsi. Hae nimellä tai henkilötunnuksella.
search-all =
    { $n ->
        [1] 1 osuma, se on näkyvissä.
       *[other] { $n } osumaa, kaikki näkyvissä. Varmista syntymäaika tai hetu asiakkaalta.
    }
search-first = { $n } ensimmäistä osumaa. Kirjoita lisää rajataksesi.
search-window = { $n } osumaa, näkyvissä { $from }–{ $to }: ↓ ja PgDn näyttävät loput.
search-window-first = { $n } ensimmäistä osumaa, näkyvissä { $from }–{ $to }. Kirjoita lisää rajataksesi.
search-same-day = Kaksi samana päivänä syntynyttä: kysy koko hetu.
search-identify = 1 hlökortti 2 passi 3 oleskelul. 4 muu 5 tunnettu 6 puhelu 7 vahva 0 ei
search-identify-help = Miten tunnistettu? Käynti kirjataan, Esc ei avaa.
search-identify-1 = 1  henkilökortti
search-identify-2 = 2  passi
search-identify-3 = 3  oleskelulupakortti
search-identify-4 = 4  muu asiakirja
search-identify-5 = 5  tunnettu entuudestaan
search-identify-6 = 6  puhelu: tunnistettu kysymyksillä (kanava on aina puhelin)
search-identify-7 = 7  vahva sähköinen tunnistus
search-identify-0 = 0  ei tunnistettu: avaa vain muulla perusteella, eikä tietoja anneta
card-latest = Viimeksi
card-latest-hidden = Yhteydenotot eivät näy sinulle.
card-no-group = Tällä numerolla ei ole tietoryhmää.
card-fact-help = { $label }: Enter avaa tiedon, Ctrl-E näyttää salatun.
card-fact-help-open = { $label }: Enter avaa tiedon.
entered = Kirjasi { $by } { $at }.
entered-waits = Kirjasi { $by } { $at }. ^ odottaa tietovarantoa.
entered-changed = Kirjasi { $by } { $at }, muutti { $changer } { $changed }.
entered-changed-waits = Kirjasi { $by } { $at }, muutti { $changer } { $changed }. ^ odottaa.
alerts-title = Huomiot
alerts-none = Ei huomioita.
list-count = { $shown }/{ $total }   rajaus: kaikki
list-count-filtered = { $shown }/{ $total }   rajaus: { $filter }
list-filter-label = Rajaa
list-none-filtered = Ei merkintöjä tällä rajauksella. Esc poistaa rajauksen.
list-make-only = Et näe merkintöjä. F7 kirjaa uuden.
list-shut = Suljettu: Enter kysyy perusteen.
list-withdrawn-count = { $n } poistettua tai korjattua: X näyttää.
list-withdrawn-title = Poistettu käytöstä tai korjattu
list-withdrawn-by = Poistanut käytöstä { $by } { $at }. H näyttää historian.
list-withdrawn-waits = Poistanut { $by } { $at }. ^ odottaa tietovarantoa. H: historia.
## A record that is written once was corrected by a new one: who, when.
list-corrected-by = Korjannut { $by } { $at }. H näyttää historian.
reason-withdrawn = merkintä ei ole enää voimassa
reason-changed-in-place = merkintää muutetaan omalla lomakkeellaan: avaa se
reason-none-withdrawn = ei ole poistettuja eikä korjattuja
reason-shut = anna ensin peruste: Enter
list-more = { $n } vanhempaa: PgDn hakee.
list-new-kind = Uusi merkintä
register-none = Rekisterissä ei ole vielä merkintöjä. F7 kirjaa ensimmäisen.
register-none-found = Ei osumia. Tarkista kirjoitusasu tai F7 kirjaa uuden.
register-more = Näistä näytetään ensimmäiset. Kirjoita lisää rajataksesi.
register-help = Nimen sanojen alkuja tai Y-tunnus. Enter siirtyy luetteloon, F7 kirjaa uuden.
pick-first = näytetään { $n } / { $all }: tarkenna
pick-new = F7 Uusi
history-none = Ei muutoksia.
history-whole = Koko merkintä
history-recorded = Tallennettu
history-made = tehty { $at }
history-withdrawal = Poisto käytöstä
history-count =
    { $n ->
        [1] 1 muutos
       *[other] { $n } muutosta, uusin ensin
    }
viewed-none = Kukaan ei ole katsonut.
viewed-count =
    { $n ->
        [1] 1 rivi. Tämäkin katselu kirjataan.
       *[other] { $n } riviä. Tämäkin katselu kirjataan.
    }
sort-work = työ
sort-education = koul.
sort-gap = aukko
sort-other = muu
work-count = { $periods ->
    [1] 1 jakso
   *[other] { $periods } jaksoa
    }, { $gaps ->
    [1] 1 aukko
   *[other] { $gaps } aukkoa
    }
work-gap-help = Aukko: A tekee siitä merkinnän.
plan-newer = { $state }, versio { $n }; voimassa on versio { $behind } (V)
plan-none = Suunnitelmaa ei ole.
plan-none-open = Voimassa olevaa suunnitelmaa ei ole. V näyttää päättyneet.
plan-no-tasks = Suunnitelmassa ei ole tehtäviä.
plan-waits = ODOTTAA ASIAKKAAN HYVÄKSYNTÄÄ
accept-dropped = Hyväksyntää ei kirjattu, vastauksia ei säilytetä.
accept-way = Miten hyväksyi? 1 verkossa 2 allekirjoitti 3 puhelin tai käynti. Esc peruuttaa.
accept-understood = Käytiinkö sisältö ja merkitys läpi asiakkaan kanssa? X kyllä.
accept-delivered = Jäljennös: 1 käteen 2 kirje 3 verkkopalvelu 4 Suomi.fi 5 suojattu sähköposti
accept-ready = { $way ->
    [online] F9 kirjaa: asiakas hyväksyi verkossa. Suunnitelma sitoo asiakasta.
    [signed] F9 kirjaa: asiakas allekirjoitti. Suunnitelma sitoo asiakasta.
   *[other] F9 kirjaa: puh./käynti, käyty läpi, kopio { $delivered ->
        [handed] käteen
        [letter] kirjeenä
        [online] verkossa
        [suomifi] Suomi.fi
       *[secure_mail] suojattu s-posti
    }: sitoo asiakasta.
}
note-title = PIKAKIRJAUS
note-choose = Valitse malli numerolla 1–8. Esc palaa.
note-effects = Tallennus tekee yhdellä kertaa:
note-next-there = { $at } (on jo, ei kysytä)
note-next-last = Viimeistään { $date }.
form-button-help = Enter painaa painiketta, F9 tallentaa mistä tahansa.
form-draft = luonnos tallessa klo { $time }
form-kept = Keskeneräinen lomake jäi luonnokseksi.
form-leave-title = Lomakkeessa on tallentamattomia muutoksia
form-leave-1 = Teksti jää luonnokseksi ja tarjotaan, kun avaat lomakkeen.
form-leave-2 = Luonnos ei ole merkintä: muut eivät näe sitä.
form-leave-yes = Jätä luonnokseksi
form-leave-discard = Hylkää muutokset Del
form-discarded = Muutokset hylättiin.
form-check-municipality = Paikkakunta vaihtui. Tarkista kotikunta.
form-lost-1 = Teksti häviää: sitä ei ole tallennettu eikä pidetty luonnoksena.
form-lost-yes = Hylkää teksti
form-no-calendar = Ajan isännän päivä tulee myöhemmässä versiossa. Kirjoita päivä ja kello.
form-no-list = Tälle kentälle ei ole luetteloa.
form-no-previous = Edellistä merkintää ei ole.
form-nothing-changed = Mitään ei ole muutettu.
form-help-fill = { $field }: kirjattu. Vain kysymättä jääneet (?) voi täyttää.
form-help-shut = { $field }: vain luettavissa.
form-saving = Tallennetaan…
proof-checking = Salasanaa tarkistetaan…
form-stale = Toinen on muuttanut tätä. Arvosi jää; F9 tallentaa sen.
draft-found-title = Lomakkeesta on luonnos
draft-found-1 = Kirjoitit sitä { $at }.
draft-found-2 = F9 jatkaa luonnosta, Esc jättää sen talteen, Del hylkää sen.
draft-not-kept = Luonnosta ei saatu talteen. { $why }
reread-failed = Näkymää ei saatu haettua uudelleen{ $why }. F5 hakee.
lock-not-kept = Teksti ei ole levyllä: se odottaa kirjautumistasi tässä ohjelmassa. { $why }
draft-found-yes = Jatka luonnosta
confirm-title = Vahvista ennen tallennusta
confirm-yes = Tallenna silti
dialog-read = Luettu
fault-title = Ohjelmassa on vika
fault-code = Tukikoodi: { $code }. Kerro se ylläpitäjälle.
session-ended = Istunto on päättynyt. Kirjaudu uudelleen.
quit-title = Lopetetaanko?
quit-drafts = { $n ->
    [one] Sinulla on 1 luonnos tallessa.
   *[other] Sinulla on { $n } luonnosta tallessa.
    } Lomake tarjoaa omansa, kun avaat sen. Luonnos ei ole merkintä: muut eivät näe sitä.
quit-yes = Lopeta
clock-confirm-title = Onko kello oikeassa?
clock-confirm-1 = Laitteen kello näyttää nyt { $now }.
clock-confirm-2 = Vahvistus kirjataan lokiin. Väärää aikaa ei voi perua: korjaa kello ensin, jos se on väärässä.
clock-confirm-yes = Kello on oikeassa
prompt-reason = Peruste
prompt-empty = Kirjoita peruste.
prompt-reveal = Enter näyttää tiedon hetken. Näyttäminen kirjataan. Esc peruuttaa.
prompt-unshut = Enter avaa luettelon hetkeksi. Avaaminen kirjataan. Esc peruuttaa.
prompt-withdraw = F9 poistaa käytöstä, historia jää. Esc peruuttaa.
reveal-logged = Tieto näkyy hetken. Näyttäminen kirjataan.
reveal-title = Näytä salattu tieto: { $field }
unshut-title = Avaa suljettu luettelo: { $kind }
reveal-history-title = Näytä historia salattuine arvoineen
withdraw-title = Poista käytöstä: { $kind }
language-changed = Näytön kieli vaihtui suomeksi.
wait-full = Näppäimiä odottaa jo 256. Odota vastausta.
wait-answer = Vastaa ensin kysymykseen. Muut näppäimet odottavat vastausta.
wait-late-read = Haku kestää. Esc keskeyttää, F8 piilottaa.
wait-late-write = Tallennus kestää. Odota, mitään ei ole menetetty.
wait-cancelled = { $n ->
    [1] Keskeytetty. 1 näppäin jäi käyttämättä.
   *[other] Keskeytetty. { $n } näppäintä jäi käyttämättä.
    }
saved = Tallennettu.
reason-arrived = asiakas on jo merkitty saapuneeksi
reason-choose-gap = valitse ensin aukko
reason-choose-group = valitse ensin tietoryhmä
reason-choose-row = valitse ensin rivi
reason-identify-first = vastaa ensin, miten asiakas tunnistettiin
reason-log-in = kirjaudu ensin
reason-no-booking = tälle päivälle ei ole aikaa
reason-no-client = avaa ensin asiakas
reason-no-plan-waits = mikään suunnitelma ei odota hyväksyntää
reason-no-right = oikeutesi ei kata tätä
reason-no-clients = asiakashaku ei kuulu rooliisi
reason-administrator = vain ylläpitäjälle
reason-no-rows = lomakkeessa ei ole alaluetteloa
reason-no-rights-given = ei henkilökohtaista oikeutta
reason-no-roles-given = ei roolia
reason-not-here = ei tässä näytössä
reason-not-yet = ei vielä tässä versiossa
reason-nothing-hidden = ei salattua tietoa tässä
reason-only-read = tässä näytössä vain katsellaan
screen-log = Lokivalvonta
column-client = Asiakas
column-about = Tarkemmin
log-none = Ei merkintöjä näillä ehdoilla.
log-more = Näytetään 500 uusinta. Rajaa päivillä, käyttäjällä tai toiminnolla (/).
log-count = { $n } riviä: { $asked }. Tämä katselu kirjattiin.
log-days = { $from }–{ $until }
log-times = { $n } ×
log-unreadable = sisältöä ei voi lukea: aja luukku log verify
log-sealed = salattu teksti (Ctrl-E)
log-help = Lokin rivit: kuka, mitä, milloin ja miksi. Asiakkaasta näkyy tunniste, ei nimeä.
log-detail-title = Haku tai peruste, kirjattu salattuna
log-button-show = Näytä rivit F9
log-button-help = Enter painaa painiketta, F9 näyttää rivit mistä tahansa.
column-user = Käyttäjä
column-searches = Haut
column-opened = Kortit
column-revealed = Näytä
column-broken = Hätä
column-groundless = Peruste puuttuu
column-reviewed = Tarkistettu
log-sums-all = Kaikki
log-sums-refused =
    { $n ->
        [0] ei evättyjä
       *[other] evättyjä { $n }
    }
log-sums-reviewed = tarkisti { $by } { $at }
log-sums-unit = { $days }, yksikkö { $unit }. Tämä katselu kirjattiin.
log-sums-everybody = { $days }, kaikki yksiköt. Tämä katselu kirjattiin.
log-mark-title = Kuittaa tarkistetuksi: { $name }
log-name-title = Rivin asiakkaan nimi
prompt-note = Huomautus
prompt-note-empty = Kirjoita huomautus.
prompt-log-detail = Enter näyttää sen. Peruste ja katselu kirjataan. Esc peruuttaa.
prompt-log-name = Enter kertoo nimen. Peruste ja katselu kirjataan. Esc peruuttaa.
prompt-log-reviewed = F9 kuittaa nämä päivät tarkistetuiksi. Esc peruuttaa.
reason-sums-only = roolisi näkee luvut, ei rivejä
reason-in-rows = avaa ensin rivit (Enter)
reason-in-sums = kuittaa käyttäjän päivät lukujen näytössä (Esc)
reason-log-row = asiakkaasta on vain tunniste; nimen kertoo N
reason-choose-user = valitse ensin käyttäjä
log-sums-days = Lukujen päivät
log-sums-days-from = Alkaen
    .help = Ensimmäinen päivä. Muodot 1.2.26 t-7 ma.
log-sums-days-until = Asti
    .help = Viimeinen päivä. Muodot 1.2.26 t.
log-filter = Lokin rajaus
log-filter-from = Alkaen
    .help = Ensimmäinen päivä; F9 näyttää rivit. Muodot 1.2.26 t-7 ma.
log-filter-until = Asti
    .help = Viimeinen päivä. Muodot 1.2.26 t.
log-filter-user = Käyttäjä
    .help = Kirjautumistunnus; tyhjä on kaikki.
log-filter-action = Toiminto
    .help = Yksi toiminto tai koko ryhmä (F4); tyhjä on kaikki.
log-filter-client = Asiakas
    .help = Asiakkaan sisäinen tunniste tai sen kahdeksan viimeistä merkkiä.
users-help-log = Käyttäjät, roolit ja niiden päättymispäivät. Lokivalvonta: F2, loki.
reason-no-client-in-row = rivillä ei ole asiakasta
reason-here-already = olet jo tässä
user-role = { $role } { $until } asti
user-role-to-come = { $role } { $from } – { $until }
user-has-right = { $group } { $until } asti
users-help-grant = Enter antaa roolin, O oikeuden
users-help-account = F7 uusi, K uusi koodi, Del poistaa kaiken heti
users-help-read = Käyttäjät, roolit ja niiden päättymispäivät. Roolisi katsoo näitä, ei muuta.
user-right-end-title = Lopeta henkilökohtainen oikeus
user-right-end-1 = Lopetetaan heti: { $name }, { $rights }.
user-right-end-yes = Lopeta oikeus
user-code-title = Aktivointikoodi
user-code-1 = Tehdään uusi koodi: { $name }.
user-code-yes = Tee koodi
user-code-shown = Kirjoita tämä muistiin: koodia ei näytetä uudelleen.
user-code-until = Voimassa { $until } asti.
user-passivate-title = Poista käyttöoikeudet
user-passivate-1 = { $name } ei pääse enää rekisteriin.
user-passivate-2 = Oikeudet loppuvat heti, myös istunto.
user-passivate-yes = Poista oikeudet
quick-note = Pikakirjaus
quick-note-text = Teksti
quick-note-subject = Aihe
quick-note-reminder = Muistutus
quick-note-next = Seuraava aika
    .help = Päivä ja kello, esimerkiksi 14.12. 9.30. Varataan samalla.
quick-note-no-next = Ei tarvita, miksi
    .help = Miksi uutta aikaa ei tarvita. Tulee yhteydenoton tekstiin.
new-user = Käyttäjä
new-user-login = Tunnus
    .help = Kirjautumistunnus, ei välejä: sukunimi ja etunimen alku.
new-user-name = Nimi
    .help = Etunimi ja sukunimi, kuten lokissa näytetään.
new-user-role = Rooli
new-user-from = Ensimmäinen päivä
    .help = Päivä, jona rooli alkaa; tyhjä on tänään. Muodot 1.2.27 t+7.
new-user-until = Viimeinen päivä
    .help = Päivä, jona rooli päättyy. Muodot 1.2.27 t+365.
new-user-agreement = Turvallisuussopimus
    .help = Päivä, jona kirjallinen turvallisuussopimus tehtiin.
new-user-hetu = Oma henkilötunnus
    .help = Oma tiedosto ei aukea käyttäjälle. Vain tiiviste tallennetaan; voi jäädä kysymättä.
declare = Omat ja läheisten tunnukset
declare-own = Oma henkilötunnus
    .help = Omat tietosi eivät aukea sinulle. Vain tiiviste tallennetaan.
declare-close = Läheisen henkilötunnus
    .help = Esteellisyys: läheisesi tiedot eivät aukea sinulle. Vain tiiviste tallennetaan.
declare-of = Käyttäjän omat ja läheisten tunnukset
declare-of-own = Oma henkilötunnus
    .help = Korvaa aiemmin ilmoitetun. Vain tiiviste tallennetaan.
declare-of-close = Läheisen henkilötunnus
    .help = Läheisen tiedot eivät aukea käyttäjälle. Vain tiiviste tallennetaan.
declare-of-close-ended = Ei ole läheinen
    .help = Erehdyksessä ilmoitettu tunnus poistetaan. Kirjataan lokiin.
grant-right = Oikeus suojattuihin tietoihin
grant-right-until = Viimeinen päivä
    .help = Päivä, jona oikeus päättyy. Muodot 1.2.27 t+30.
grant-right-reason = Peruste
    .help = Miksi juuri tämä henkilö tarvitsee oikeuden. Vain lokivalvoja lukee perusteen.
grant-role = Rooli
grant-role-role = Rooli
grant-role-from = Ensimmäinen päivä
    .help = Päivä, jona rooli alkaa. Muodot 1.2.27 t+7.
grant-role-until = Viimeinen päivä
    .help = Päivä, jona rooli päättyy. Muodot 1.2.27 t+365.
grant-role-agreement = Turvallisuussopimus
    .help = Päivä, jona kirjallinen turvallisuussopimus tehtiin.
end-role = Lopeta rooli
end-role-role = Rooli
    .help = Rooli, joka loppuu heti. Muut roolit jäävät.
saved-effects = Tallennettu: { $effects }.
proof-title = Kirjoita oma salasanasi uudelleen
proof-hint = Enter jatkaa. Tähän tarvitaan oma salasanasi uudelleen. Esc peruuttaa.
work-hours = { $what }, { $hours } t/vk
plan-mapping = KARTOITUS
plan-needs = Palvelutarve
plan-state = Tilanne
plan-actions = TOIMINTASUUNNITELMA
plan-acceptance-title = HYVÄKSYMINEN
plan-goals = tavoite: { $goals }
plan-follow-up = Seuranta
plan-dates = asiakas ilmoittaa { $report }, seuraava tarkistus { $review }
plan-authority = Viranomainen
plan-client = Asiakas
plan-accept-hint = A kirjaa: 1 verkko 2 allekirjoitus 3 puhelin/käynti
column-code = Koodi
work-where = { $where }. { $entered }
short-yhteydenottotapa-01 = Soitto asiakkaalle
short-yhteydenottotapa-02 = Soittoyritys
short-yhteydenottotapa-03 = Kirje asiakkaalle
short-yhteydenottotapa-04 = Tekstiviesti asiakk.
short-yhteydenottotapa-05 = Sähköposti asiakk.
short-yhteydenottotapa-21 = Alkuhaast. käynti
short-yhteydenottotapa-22 = Alkuhaast. video
short-yhteydenottotapa-23 = Alkuhaast. puhelin
short-yhteydenottotapa-24 = Täydentävä käynti
short-yhteydenottotapa-25 = Täydentävä video
short-yhteydenottotapa-26 = Täydentävä puhelin
short-yhteydenottotapa-27 = Työnhakukesk. käynti
short-yhteydenottotapa-28 = Työnhakukesk. video
short-yhteydenottotapa-29 = Työnhakukesk. puh.
short-yhteydenottotapa-30 = Täydentävä, tuottaja
short-yhteydenottotapa-33 = Asiakkaan tekstiv.
short-yhteydenottotapa-35 = Käynti aikavarauks.
short-yhteydenottotapa-36 = Käynti ilman aikav.
short-yhteydenottotapa-71 = Haastattelu, video
short-yhteydenottotapa-72 = Haastattelu, puhelin
short-yhteydenottotapa-80 = Haast. tuottaja
short-yhteydenottotapa-81 = Haast. tuott. video
short-yhteydenottotapa-82 = Haast. tuott. puh.
short-yhteydenottotapa-96 = Muu toimistossa
short-evidence-seen = nähty
short-evidence-copy = jäljennös
short-evidence-register = rekisteri
short-evidence-told = kertoma
user-roles = { $name }: { $roles }.
