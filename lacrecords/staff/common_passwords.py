"""Long passwords, and beginnings of long passwords, that guessers try first.

Squeezed: lower case, letters and figures only; with figures added they are
refused as well. Written for this project from the habits that published breach
studies describe; repeated pieces and runs along the keyboard are recognised by
rule and need no entry. It is offline on purpose: nothing is looked up outside.
"""

from __future__ import annotations

RUNS = (
    "1234567890" * 4,
    "0123456789" * 4,
    "abcdefghijklmnopqrstuvwxyz" * 2,
    "qwertyuiopasdfghjklzxcvbnm" * 2,
    "qwertyuiop1234567890" * 2,
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p" * 2,
    "q1w2e3r4t5y6u7i8o9p0" * 2,
    "1q2w3e4r5t6y7u8i9o0p" * 2,
    "zaq1xsw2cde3vfr4bgt5nhy6mju7" * 2,
    "112233445566778899" * 2,
)

COMMON_PASSWORDS = frozenset(
    """
    passwordpassword1 password123456789 password1234567890 mypasswordispassword thisismypassword
    thisisapassword thisisnotmypassword ihatepasswords ihatemypassword changethispassword
    changemechangeme pleasechangeme letmeinletmein letmeinletmeinnow letmeinplease letmeinpleasenow
    welcomewelcome welcometothejungle welcometomyworld welcome123456789 administratorpassword
    adminadminadmin administrator123 supersecretpassword topsecretpassword verysecretpassword
    secretpassword secretpassword123 temporarypassword temporarypassword1 defaultpassword
    defaultpassword1 passwordpasswordpassword masterpassword masterpassword1 strongpassword
    strongpassword123 securepassword securepassword123 longpassword longpasswordlong
    averylongpassword thisisalongpassword thisisaverylongpassword mysecurepassword
    mysecretpassword newpassword123456 forgotpassword forgottenpassword iforgotmypassword
    incorrectpassword yourpasswordisincorrect wrongpassword correcthorsebatterystaple
    correcthorsebattery correctbatteryhorsestaple trustno1trustno1 trustnobodytrustnobody
    iloveyousomuch iloveyouverymuch iloveyouforever iloveyoubaby iloveyou123456789 iloveyoutoo
    iloveyoumorethananything iloveyouandyou iloveyoumum iloveyoumumanddad ilovemyfamily
    ilovemychildren ilovemykids ilovemydaughter ilovemyson ilovemyhusband ilovemywife ilovemymum
    ilovemymummy ilovemydad ilovemydog ilovemycat ilovemydogs ilovemycats ilovechocolate
    ilovemyboyfriend ilovemygirlfriend ilovefootball ilovechristmas ilovejesuschrist
    jesuslovesme jesusischrist jesusismysaviour godisgoodallthetime godisgreat inthenameofgod
    thelordismyshepherd ourfatherwhoartinheaven hailmaryfullofgrace amazinggrace
    manchesterunited manchestercity liverpoolfootballclub liverpoolfc123456 youllneverwalkalone
    arsenalfootballclub chelseafootballclub tottenhamhotspur westhamunited newcastleunited
    leedsunited123456 leicestercity evertonfootballclub glasgowrangers glasgowceltic
    astonvillafootballclub wolverhamptonwanderers nottinghamforest crystalpalace
    itscominghome footballscominghome threelionsonashirt englandengland unitedkingdom
    unitedkingdom123 greatbritain greatbritain123 godsavetheking godsavethequeen rulebritannia
    happybirthday happybirthdaytoyou happybirthday123 merrychristmas merrychristmas123
    happynewyear happynewyear2024 happynewyear2025 happynewyear2026 happychristmas
    goodmorning goodmorning123 goodmorningsunshine goodafternoon goodnightsleeptight
    sunshinesunshine sunshine123456789 princessprincess princess123456789 footballfootball
    football123456789 monkeymonkeymonkey dragondragondragon butterflybutterfly
    butterfly123456789 starwarsstarwars maytheforcebewithyou maytheforce iamyourfather
    lukeskywalker harrypotter123456 harrypotterharrypotter hermionegranger expectopatronum
    dumbledoresarmy lordoftherings lordoftherings123 gameofthrones winteriscoming
    onceuponatime onceuponatimetheend tobeornottobe tobeornottobethatisthequestion
    thequickbrownfox thequickbrownfoxjumps thequickbrownfoxjumpsoverthelazydog
    loremipsumdolorsitamet thecatsatonthemat humptydumptysatonawall twinkletwinklelittlestar
    baabaablacksheep oldmacdonaldhadafarm supercalifragilisticexpialidocious
    antidisestablishmentarianism abracadabraabracadabra opensesame opensesameopensesame
    whatsmypassword whatismypassword whoareyouwhoareyou idontknowmypassword idontknow123456
    icantremember icantrememberit donotforget nevergonnagiveyouup nevergonnaletyoudown
    rememberremember rememberrememberthefifthofnovember wearethechampions
    bohemianrhapsody stairwaytoheaven hotelcalifornia anotherbrickinthewall
    computercomputer computer123456789 internetinternet microsoftwindows microsoft123456
    windowswindows10 facebookfacebook googlegoogle123 qwertyqwerty123 qwerty1234567890
    qwerty123456789 qwertyuiop12345 qwertyuiop123456 asdfghjkl123456 asdfghjkl123456789
    zxcvbnm123456789 zxcvbnmzxcvbnm abc123abc123abc abcdefg1234567 abcdefgh12345678
    abcd1234abcd1234 aaaaaa1111111111 a1b2c3d4e5f6g7h8 a123456789012345 test1234test1234
    testingtesting123 testtesttesttest administrationteam mondaytuesdaywednesday
    januaryfebruarymarch springsummerautumnwinter springsummerautumn onetwothreefourfive
    onetwothreefour redorangeyellowgreen redyellowgreenblue safeguardingchildren
    safeguarding123 safeguardingchildren1 childprotection childprotection1
    childprotectionplan childprotection123 childrenservices childrensservices
    childrenssocialcare socialservices socialservices123 socialcare12345 everychildmatters
    workingtogether workingtogethertosafeguardchildren keepingchildrensafe
    """.split()
)
