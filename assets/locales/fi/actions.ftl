# Komennot: nimi, näppäinrivin lyhenne (.short) ja ohje (.help). Tunnus on toiminnon tunnus, piste on viiva.

common-help = Ohje
    .short = Ohje
    .help = Näytön tai kentän ohje ja se, mikä nyt onnistuu

common-palette = Komennot
    .short = Komennot
    .help = Kaikki komennot nimen mukaan

visit-end = Päätä käynti
    .short = Päätä käynti
    .help = Sulkee asiakkaan, avaa tyhjän haun; lomake jää luonnokseksi

common-back = Takaisin
    .short = Takaisin
    .help = Yksi taso takaisin

common-cover = Piilota näkymä
    .short = Piilota
    .help = Tyhjentää ikkunan; F8 tai Esc palauttaa

common-lock = Lukitse
    .short = Lukitse
    .help = Lukitsee näytön; keskeneräinen työ säilyy

common-quit = Lopeta
    .short = Lopeta
    .help = Lopettaa ohjelman; kysyy luonnoksista

contact-note = Kirjaa yhteydenotto
    .short = Kirjaa
    .help = Pikakirjaus avoimen asiakkaan tietoihin

agenda-open = Työlista
    .short = Työlista
    .help = Tämän päivän ajat ja myöhässä olevat asiat

visit-situation = Palvelutilanne
    .short = Tilanne
    .help = Vaihtaa käynnin, puhelun tai muun palvelutilanteen

common-reveal = Näytä salattu tieto
    .short = Näytä
    .help = Näyttää salatun tiedon hetkeksi; näyttäminen kirjataan

password-change = Vaihda oma salasana…
    .short = Salasana
    .help = Kysyy nykyisen salasanan ja uuden kahdesti

own-declare = Ilmoita omat ja läheisten tunnukset…
    .short = Läheiset
    .help = Oma ja läheisten asia ei aukea sinulle missään

clock-confirm = Vahvista kello…
    .short = Kello
    .help = Kertoo, että hypännyt kello on oikeassa (ylläpitäjä)

common-language = Vaihda näytön kieli
    .short = Kieli
    .help = Seuraava kieli: suomi, ruotsi, englanti

day-end = Päivän päätös
    .short = Päätös
    .help = Päivän käynnit, kirjaamatta jääneet ja luonnokset

sync-open = Synkronointi
    .short = Synkronointi
    .help = Yhteys keskukseen ja omat lähtemättömät muutokset

conflict-open = Ristiriidat
    .short = Ristiriidat
    .help = Ratkaisua odottavat ristiriidat

log-open = Lokivalvonta
    .short = Loki
    .help = Katselujen valvonta; katselu kirjataan

user-open = Käyttäjät
    .short = Käyttäjät
    .help = Käyttöoikeudet ja niiden päättymispäivät

pack-open = Mukaan otetut tiedot
    .short = Mukana
    .help = Laitteelle otetut asiakkaat ja palautus

export-open = Luovutukset ja poiminnat
    .short = Poiminnat
    .help = Hyväksytyt poiminnat: määrät ja vastaanottaja

settings-open = Asetukset
    .short = Asetukset
    .help = Näppäimet, teema ja kieli

login-next = Seuraava kenttä, salasanassa kirjaudu
    .short = Kirjaudu
    .help = Siirtyy seuraavaan kenttään; salasanassa kirjautuu

login-activate = Ensimmäinen kirjautuminen koodilla
    .short = Aktivointi
    .help = Aktivointikoodi ja oma uusi salasana

login-previous = Edellinen kenttä
    .short = Edellinen
    .help = Siirtyy edelliseen kenttään

search-open = Avaa asiakas
    .short = Avaa
    .help = Avaa kirjoitetun haun osuman; tunnistaminen kysytään

search-third = Kysely toisesta henkilöstä
    .short = Sivullinen
    .help = Vastaus sivulliselle; luovutus kirjataan

search-register = Työnhaun aloitus
    .short = Aloitus
    .help = Uusi työnhakija; kirjoitettu teksti siirtyy lomakkeelle

search-compare = Kysy ja vertaa
    .short = Vertaa
    .help = Puhelimessa tunnistaminen: täsmää tai ei täsmää

list-open = Avaa valittu
    .short = Avaa
    .help = Avaa valitun rivin

list-next = Seuraava rivi
    .short = Seuraava
    .help = Siirtyy seuraavalle riville tai osaan

list-previous = Edellinen rivi
    .short = Edellinen
    .help = Siirtyy edelliselle riville tai osaan

list-page-down = Seuraava sivu
    .short = Seuraava
    .help = Seuraava sivu tai osa

list-page-up = Edellinen sivu
    .short = Edellinen
    .help = Edellinen sivu tai osa

list-first = Ensimmäinen rivi
    .short = Ensimmäinen
    .help = Ensimmäinen haettu rivi

list-last = Viimeinen rivi
    .short = Viimeinen
    .help = Viimeinen haettu rivi; uudestaan hakee lisää

list-refresh = Päivitä
    .short = Päivitä
    .help = Hakee tiedot uudelleen

list-correct = Korjaa uudella merkinnällä
    .short = Korjaa
    .help = Uusi merkintä tulee väärän tilalle, vanha säilyy

list-withdrawn = Näytä poistetut käytöstä
    .short = Poistetut
    .help = Käytöstä poistetut ja korjatut merkinnät: kuka, milloin

list-new = Uusi merkintä
    .short = Uusi
    .help = Uusi merkintä valittuun tietoryhmään

list-digit = Siirry numerolla
    .short = Valitse
    .help = Avaa numeron tietoryhmän, välilehden tai mallin

list-filter = Rajaa luetteloa
    .short = Rajaa
    .help = Näyttää rivit, joissa kirjoitettu teksti on

list-remove = Lopeta tai poista…
    .short = Lopeta/poista…
    .help = Poistaa valitun merkinnän käytöstä; vahvistetaan

list-move = Siirrä oikealle asiakkaalle…
    .short = Siirrä…
    .help = Siirtää väärälle asiakkaalle kirjatun merkinnän

client-history = Historia
    .short = Historia
    .help = Kuka muutti, milloin, mistä mihin

client-alerts = Kaikki huomiot
    .short = Huomiot
    .help = Luettelo kaikista asiakkaan huomioista

plan-accept = Kirjaa asiakkaan hyväksyntä
    .short = Hyväksy
    .help = Kirjaa suunnitelman hyväksymisen ja tavan

work-gap = Täytä aukko
    .short = Täytä aukko
    .help = Tekee valitusta aukosta merkinnän

client-arrived = Asiakas saapui
    .short = Saapui
    .help = Merkitsee saapuneeksi ja kertoo virkailijalle

client-show = Näytä asiakkaalle
    .short = Näytä as.
    .help = Asiakkaalle näytettävä näkymä hänen kielellään

client-papers = Tulosteet…
    .short = Tulosteet…
    .help = Aikalappu, saapumistodistus, suunnitelman jäljennös

client-own-data = Omien tietojen tarkastuspyyntö
    .short = Omat tiedot
    .help = Kirjaa pyynnön ja välittää sen käsittelijöille

client-who-viewed = Kuka on katsonut
    .short = Katsoneet
    .help = Milloin, mikä yksikkö ja mihin tarkoitukseen

plan-edit = Muokkaa suunnitelmaa
    .short = Muokkaa
    .help = Suunnitelman sisältö; hyväksytystä syntyy uusi versio

plan-history = Suunnitelman historia
    .short = Historia
    .help = Kuka muutti suunnitelmaa, mitä ja milloin

plan-versions = Suunnitelman versiot
    .short = Versiot
    .help = Aiemmat hyväksytyt suunnitelmat

user-grant = Anna rooli
    .short = Rooli
    .help = Antaa valitulle käyttäjälle roolin päivään asti
user-role-end = Lopeta rooli…
    .short = Lopeta rooli
    .help = Lopettaa yhden valitun käyttäjän rooleista heti

user-right = Anna henkilökohtainen oikeus
    .short = Oikeus
    .help = Suojatut tiedot valitulle käyttäjälle päivään asti

user-right-end = Lopeta henkilökohtainen oikeus…
    .short = Lopeta oikeus
    .help = Lopettaa valitun oikeuden heti; vahvistetaan
user-declare = Käyttäjän omat ja läheisten tunnukset…
    .short = Läheiset
    .help = Ilmoittaa tai oikaisee valitun puolesta

user-new = Uusi käyttäjä
    .short = Uusi
    .help = Tunnus, rooli ja aktivointikoodi uudelle käyttäjälle

user-code = Uusi aktivointikoodi…
    .short = Koodi
    .help = Koodi valitulle, joka on unohtanut salasanansa

user-end = Poista käyttöoikeudet…
    .short = Poista
    .help = Päättää valitun kaikki oikeudet heti; vahvistetaan

agenda-no-show = Ei saapunut
    .short = Ei saapunut
    .help = Kysyy syyn ja tekee virkailijalle tehtävän

agenda-move = Siirrä aikaa
    .short = Siirrä
    .help = Siirtää ajan; näyttää viimeisen laillisen päivän

conflict-resolve = Ratkaise ristiriita
    .short = Ratkaise
    .help = Tallentaa valitun arvon perusteineen

sync-usb = USB-siirto…
    .short = USB-siirto…
    .help = Kirjoittaa tai lukee siirtopaketin muistitikulta

log-by-client = Asiakkaan mukaan
    .short = As. mukaan
    .help = Kuka on katsonut yhden asiakkaan tietoja

log-name = Asiakkaan nimi…
    .short = Nimi…
    .help = Kertoo rivin asiakkaan nimen; peruste kirjataan
log-reviewed = Kuittaa tarkistetuksi…
    .short = Kuittaa…
    .help = Merkitsee tarkistetuksi ja pyytää huomautuksen

third-answer = Vastaa ja kirjaa
    .short = Vastaa
    .help = Kirjaa luovutuksen ja näyttää sitten vastauksen

form-next = Seuraava kenttä
    .short = Seuraava
    .help = Siirtyy seuraavaan kenttään, lopuksi Tallenna-painikkeeseen

form-previous = Edellinen kenttä
    .short = Edellinen
    .help = Siirtyy edelliseen kenttään

form-pick = Valitse luettelosta
    .short = Valitse
    .help = Avaa luettelon, haun tai virkailijan päivän

form-revert = Palauta kenttä
    .short = Palauta
    .help = Palauttaa kentän alkuperäisen arvon

form-section-next = Seuraava osa
    .short = Seuraava osa
    .help = Siirtyy lomakkeen seuraavaan osaan

form-section-previous = Edellinen osa
    .short = Edellinen osa
    .help = Siirtyy lomakkeen edelliseen osaan

form-row = Uusi rivi
    .short = Uusi rivi
    .help = Lisää rivin alaluetteloon

form-dup = Sama kuin edellisessä
    .short = Sama kuin ed.
    .help = Ottaa arvon edellisestä merkinnästä

form-clear = Tyhjennä kenttä
    .short = Tyhjennä
    .help = Poistaa kentän tekstin

form-save = Tallenna
    .short = Tallenna
    .help = Tarkistaa ja tallentaa lomakkeen

dialog-confirm = Vahvista
    .short = Vahvista
    .help = Tekee sen, mitä kysytään

dialog-next = Toinen painike
    .short = Toinen
    .help = Siirtyy toiseen painikkeeseen

dialog-act = Paina painiketta
    .short = Paina
    .help = Painaa valittua painiketta

popup-pick = Valitse
    .short = Valitse
    .help = Ottaa valitun rivin

popup-next = Seuraava
    .short = Seuraava
    .help = Seuraava rivi

popup-previous = Edellinen
    .short = Edellinen
    .help = Edellinen rivi

popup-page-down = Seuraava sivu
    .short = Seuraava
    .help = Seuraava sivu

popup-page-up = Edellinen sivu
    .short = Edellinen
    .help = Edellinen sivu
