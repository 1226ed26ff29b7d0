## Kirjautuminen, lukitus ja ikkuna: ensimmäinen ruutu

shell-device = laite { $device }
shell-notice-1 = Rekisterin tiedot ovat salassa pidettäviä. Katselu ja haut kirjataan lokiin.
shell-notice-2 = Avaa vain tehtävääsi kuuluvia tietoja.
shell-user = Tunnus
shell-password = Salasana
shell-language = Kieli
shell-login-hint = Enter siirtyy kentästä seuraavaan, salasanassa kirjaudutaan.
shell-opening = Avataan rekisteriä…
shell-login-refused = Tunnus tai salasana on väärä.
screen-login = Kirjautuminen
screen-lock = Lukittu
shell-code = Aktivointikoodi
shell-current = Nykyinen salasana
shell-new = Uusi salasana
shell-again = Salasana uudelleen
password-weak = helppo arvata
password-fair = kohtalainen
password-strong = vahva
shell-not-same = Uudet salasanat eivät ole samat. Kirjoita ne uudelleen.
shell-fill = Täytä kaikki kentät.
shell-activate-hint = Saat koodin esihenkilöltä. Salasana: pitkä lause on paras. Esc palaa.
shell-change-hint = Vaihdettuasi salasanan pääset rekisteriin.
screen-password = Salasanan vaihto
shell-changing = Vaihdetaan salasanaa…
shell-own-hint = Uusi salasana: pitkä lause on paras. Enter vaihtaa, Esc palaa.
password-changed = Salasana on vaihdettu.
shell-must-change = Salasanasi on vanhentunut. Vaihda se.
shell-practice = Harjoitustoimisto: keksityt käyttäjät, heidän salasanansa ja roolinsa
shell-locked = Lukittu klo { $time }.
shell-draft-kept = Keskeneräinen lomakkeesi on tallessa.
shell-lock-warning = Näyttö lukittuu { $seconds } sekunnin kuluttua. Mikä tahansa näppäin jatkaa.
cover-back = Näkymä on piilotettu. F8 tai Esc palauttaa.
cover-locks = Näkymä on piilotettu ja lukittuu pian.

# The frame, value states, forms and overlays: words that every screen shares.

app-name = Luukku
state-empty = –
state-hidden = { "[" }salattu]
state-unknown = ? { $why }
state-unknown-narrow = ?
state-loading = Haetaan…
why-not-asked = ei kysytty
why-not-here = ei laitteella
why-unreadable = ei luettavissa
why-key-gone = avainta ei ole
list-none = Ei merkintöjä.
frame-unsent = Lähtemättä { $n }
frame-conflicts = Ristir. { $n }
frame-too-small = Ikkuna on liian pieni: { $width }×{ $height }. Tarvitaan 80×24.
frame-too-small-kept = Kirjoittamasi on tallessa. Suurenna ikkuna.
frame-alerts-more-short = + { $n } (!)
frame-too-small-keys = Ctrl-L lukitse  Ctrl-Q lopeta
frame-alerts-more =
    { $n ->
        [1] + 1 muu (!)
       *[other] + { $n } muuta (!)
    }
form-legend = { "*" } pakollinen  ! virhe  ~ muutettu  = kopioitu  – tyhjä  ? ei tiedossa
form-button-save = Tallenna F9
form-button-cancel = Keskeytä Esc
form-mark-weekday =
    { $weekday ->
       *[mon] ma
        [tue] ti
        [wed] ke
        [thu] to
        [fri] pe
        [sat] la
        [sun] su
    }
form-mark-pick = F4 luettelo
form-new-value = uusi arvo
form-mark-before = ~ ennen: { $value }
form-mark-empty = tyhjä
form-mark-theirs = ~ toisen: { $value }
form-mark-copied = = edellisestä
form-errors =
    { $n ->
        [1] Korjaa 1 kenttä ennen tallennusta.
       *[other] Korjaa { $n } kenttää ennen tallennusta.
    }
form-errors-show =
    { $n ->
        [1] Korjaa 1 kenttä, niin rivit haetaan.
       *[other] Korjaa { $n } kenttää, niin rivit haetaan.
    }
form-missing = Pakollinen tieto puuttuu.
form-full = Kenttään mahtuu { $n } merkkiä, ja ne ovat täynnä.
form-full-paste = Kenttään mahtuu { $n } merkkiä: liitetystä ei otettu mitään. Lyhennä se ensin.
palette-title = KOMENNOT
palette-none = Ei komentoa.
palette-enter = Enter suorittaa. Haku: nimi tai tunnus.
pick-none = Ei osumia.
help-title = OHJE
help-now = Nyt käytettävissä
help-not-now = Ei nyt käytettävissä
help-more = PgDn lisää
help-marks = Merkit
mark-protection = turvakielto
mark-alert = määräaika tai virhe
mark-waits = odottaa tietovarantoa
mark-required = pakollinen
mark-changed = muutettu
mark-copied = kopioitu edellisestä
mark-selected = valittu
mark-empty = tyhjä: kysytty, ei ole
mark-unknown = ei tiedossa: ei kysytty tai ei luettavissa
dialog-no = Peruuta Esc
keymap-fault-unreadable = { $file }: tiedostoa ei voi lukea. Oletusnäppäimet ovat voimassa.
keymap-fault-syntax = { $file }, rivi { $line }: tiedosto ei ole kelvollista TOMLia. Oletusnäppäimet ovat voimassa.
keymap-fault-action = { $file }, rivi { $line }: toimintoa { $what } ei ole.
keymap-fault-key = { $file }, rivi { $line }: näppäintä { $what } ei voi käyttää. Oletus on voimassa.
keymap-fault-taken = { $file }, rivi { $line }: näppäin { $what } on jo käytössä. Oletus on voimassa.
keymap-fault-unreachable = { $file }, rivi { $line }: toiminnolle { $what } tarvitaan ainakin yksi näppäin.
