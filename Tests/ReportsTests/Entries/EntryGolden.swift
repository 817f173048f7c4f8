// SPDX-License-Identifier: Apache-2.0

/// What `ledger show` prints for one entry of each kind.
enum EntryGolden {
    // swift-format-ignore
    static let text = """
        0  2027-01-15T08:00:00Z  binder opened
            The binder example.com was opened; its key signs every checkpoint from here on.
              format   1
              name     example.com
              key      0505050505050505050505050505050505050505050505050505050505050505
              program  breakglass 0.1.0

        1  2027-01-15T08:00:01Z  policy changed
            Ana Ruiz put a policy of 3 lines into force: Bo joins
              by       Ana Ruiz
              why      Bo joins
              changes  person bo: added
                       site hq: renamed
              policy   | version: 1
                       |
                       | # nothing

        2  2027-01-15T08:00:02Z  set created
            For practice, with nothing of value: AWS root / root password was dealt to 2 custodians, as set QYZG-T2FP-HJ3R-JEH7.
              set         QYZG-T2FP-HJ3R-JEH7  863269e8af3a771490ff7b74e76db5b57332231cb18524e8c642faf0ca7a03a3
              account     AWS root
              credential  root password
              practice    QYZG-T2FP-HJ3R-JEH7  863269e8af3a771490ff7b74e76db5b57332231cb18524e8c642faf0ca7a03a3
              custodians  g1m1 Ana Ruiz (ana), sealed
                          g1m2 Bo Chen, spare
              manifest    195 bytes, SHA-256 863269e8af3a771490ff7b74e76db5b57332231cb18524e8c642faf0ca7a03a3
                          AWS root, dealt 2027-01-15T08:00:00Z
                          opens with any 1 of the 2 in Security
                          locks 80 bytes, on every sheet
                          g1m1 is proven by BmhzKsCslZ64eJiqiD2A67LPHqgLACOzOQJV0kfj3Ls=
                          g1m2 is proven by sMBGU/0GgSmTNgpkQH7zKlXgpX3dM3OLrsN/1izBxYI=
              program     breakglass 0.1.0

        3  2027-01-15T08:00:03Z  sheets released
            The sheets of set QYZG-T2FP-HJ3R-JEH7 were read back as drawn, then released; 1 of its 2 quorums opened it.
              set            QYZG-T2FP-HJ3R-JEH7  863269e8af3a771490ff7b74e76db5b57332231cb18524e8c642faf0ca7a03a3
              quorums tried  1
              quorums        2

        4  2027-01-15T08:00:04Z  sheets read back
            Scans of the printed paper showed 2 shares of set QYZG-T2FP-HJ3R-JEH7 to be intact.
              set     QYZG-T2FP-HJ3R-JEH7  863269e8af3a771490ff7b74e76db5b57332231cb18524e8c642faf0ca7a03a3
              shares  g1m1, g1m2

        5  2027-01-15T08:00:05Z  set abandoned
            Set QYZG-T2FP-HJ3R-JEH7 was abandoned: the printer jammed
              set  QYZG-T2FP-HJ3R-JEH7  863269e8af3a771490ff7b74e76db5b57332231cb18524e8c642faf0ca7a03a3
              why  the printer jammed

        6  2027-01-15T08:00:06Z  set retired
            Ana Ruiz retired set QYZG-T2FP-HJ3R-JEH7; its credential was NOT CHANGED, so its paper still opens it.
              set        QYZG-T2FP-HJ3R-JEH7  863269e8af3a771490ff7b74e76db5b57332231cb18524e8c642faf0ca7a03a3
              successor  QYZG-T2FP-HJ3R-JEH7  863269e8af3a771490ff7b74e76db5b57332231cb18524e8c642faf0ca7a03a3
              rotated    no
              by         Ana Ruiz
              why        Bo has left
              shares     g1m1, g1m2

        7  2027-01-15T08:00:07Z  recovery opened
            Ana Ruiz asked to open FOR PRACTICE AWS root / root password: the portal answers 503
              account           AWS root
              credential        root password
              failure mode      idp-down
              normal path down  two people failed
              reason            the portal answers 503
              ticket            INC-4711
              operated by       Ana Ruiz
              approved by       Fay Lund
                                Gil Or
              window seconds    14400
              set               QYZG-T2FP-HJ3R-JEH7  863269e8af3a771490ff7b74e76db5b57332231cb18524e8c642faf0ca7a03a3
              shares            g1m1, g1m2
              beside            6
              practice          yes

        8  2027-01-15T08:00:08Z  recovery named
            The sheets in the recovery of entry 7 belong to set QYZG-T2FP-HJ3R-JEH7, which opens AWS root.
              opening   7
              set       QYZG-T2FP-HJ3R-JEH7  863269e8af3a771490ff7b74e76db5b57332231cb18524e8c642faf0ca7a03a3
              account   AWS root
              shares    g1m1, g1m2
              manifest  195 bytes, SHA-256 863269e8af3a771490ff7b74e76db5b57332231cb18524e8c642faf0ca7a03a3
                        AWS root, dealt 2027-01-15T08:00:00Z
                        opens with any 1 of the 2 in Security
                        locks 80 bytes, on every sheet
                        g1m1 is proven by BmhzKsCslZ64eJiqiD2A67LPHqgLACOzOQJV0kfj3Ls=
                        g1m2 is proven by sMBGU/0GgSmTNgpkQH7zKlXgpX3dM3OLrsN/1izBxYI=

        9  2027-01-15T08:00:09Z  cosigned
            1 share of set QYZG-T2FP-HJ3R-JEH7 signed entry 7, and with it all entries before it.
              size           8
              root           b413f47d13ee2fe6c845b2ee141af81de858df4ec549a58b7970bb96645bc8d2
              set            QYZG-T2FP-HJ3R-JEH7  863269e8af3a771490ff7b74e76db5b57332231cb18524e8c642faf0ca7a03a3
              log signature  AwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAw==
              signatures     g1m2 at 2027-01-15T08:15:00Z (1800000900): BAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBA==

        10  2027-01-15T08:00:10Z  recovery revealed
            1 share opened set QYZG-T2FP-HJ3R-JEH7; its field password was about to be shown, for use until 2027-01-15T16:00:00Z.
              opening  7
              set      QYZG-T2FP-HJ3R-JEH7  863269e8af3a771490ff7b74e76db5b57332231cb18524e8c642faf0ca7a03a3
              shares   g1m2
              field    password
              until    2027-01-15T16:00:00Z

        11  2027-01-15T08:00:11Z  recovery closed
            The recovery of entry 7 ended: it was given up; nobody answered
              opening  7
              outcome  given up
              set      QYZG-T2FP-HJ3R-JEH7  863269e8af3a771490ff7b74e76db5b57332231cb18524e8c642faf0ca7a03a3
              shares   g1m2
              detail   nobody answered

        12  2027-01-15T08:00:12Z  refused
            The program refused to recover (AWS root): no ticket is named
              act      recover
              account  AWS root
              why      no ticket is named

        13  2027-01-15T08:00:13Z  exception
            Ana Ruiz OVERRODE A RULE that asked for a ticket: none is named
              about     7.2
              expected  a ticket
              happened  none is named
              decided   to go on
              by        Ana Ruiz
              override  yes

        14  2027-01-15T08:00:14Z  countersigned
            Fay Lund countersigned entry 13: it was right
              exception  13
              by         Fay Lund
              statement  it was right

        15  2027-01-15T08:00:15Z  review filed
            Ana Ruiz reviewed the use of entry 7; alerts: late; the audit of the log says: backdoor.
              opening      7
              broke        the portal
              done         a role was restored
              restored     restarted
              prevents     a second portal
              operated by  Ana Ruiz
                           Bo Chen
              alerts       late
              evidence     trail.json, 4711 bytes, SHA-256 b413f47d13ee2fe6c845b2ee141af81de858df4ec549a58b7970bb96645bc8d2
              result       b413f47d13ee2fe6c845b2ee141af81de858df4ec549a58b7970bb96645bc8d2
              verdict      backdoor
              follows      the key is deleted
              by           Ana Ruiz

        16  2027-01-15T08:00:16Z  journal opened
            A journal was opened; it stands in for the ledger until it is merged.
              format   1
              journal  00112233445566778899aabbccddeeff
              ledger   example.com/0123456789abcdef
              program  breakglass 0.1.0

        17  2027-01-15T08:00:17Z  journal merged
            A journal of 6 entries was merged; this is part 2 of 3.
              journal  00112233445566778899aabbccddeeff
              entries  6
              root     b413f47d13ee2fe6c845b2ee141af81de858df4ec549a58b7970bb96645bc8d2
              part     2
              parts    3
              content  90 bytes, SHA-256 4a1d4c65d00f61d2571205fcda76437999d36a664f942d8daff1086723e822b7
                       its lines are shown after the entry of its last part

        18  2027-01-15T08:00:18Z  key changed
            Ana Ruiz gave the binder a new key: the laptop was lost
              key     0606060606060606060606060606060606060606060606060606060606060606
              set     QYZG-T2FP-HJ3R-JEH7  863269e8af3a771490ff7b74e76db5b57332231cb18524e8c642faf0ca7a03a3
              shares  g1m1, g1m2
              by      Ana Ruiz
              why     the laptop was lost

        19  2027-01-15T08:00:19Z  drill opened
            Ana Ruiz asked 2 shares of set QYZG-T2FP-HJ3R-JEH7 to prove themselves (by mail), with the words able acid also apex.
              set      QYZG-T2FP-HJ3R-JEH7  863269e8af3a771490ff7b74e76db5b57332231cb18524e8c642faf0ca7a03a3
              shares   g1m1, g1m2
              nonce    000102030405060708090a0b0c0d0e0f
              way      by mail
              expires  2027-01-15T16:00:00Z
              by       Ana Ruiz

        20  2027-01-15T08:00:20Z  rehearsed
            2 shares of set QYZG-T2FP-HJ3R-JEH7 opened the credential within 61 seconds, and nothing was shown; 2 of 3 quorums were tried.
              drill          19
              set            QYZG-T2FP-HJ3R-JEH7  863269e8af3a771490ff7b74e76db5b57332231cb18524e8c642faf0ca7a03a3
              shares         g1m1, g1m2
              quorums tried  2
              quorums        3
              seconds        61

        21  2027-01-15T08:00:21Z  drill closed
            Ana Ruiz ended the drill of entry 19: 1 share proven, 1 NOT. Alerts tested: the topic, in time: no.
              drill     19
              proven    g1m1
              unproven  g1m2
              findings  one sheet is creased
              result    b413f47d13ee2fe6c845b2ee141af81de858df4ec549a58b7970bb96645bc8d2
              alerts    the topic, in time: no
              by        Ana Ruiz

        22  2027-01-15T08:00:22Z  reshare opened
            Ana Ruiz asked 2 shares of set QYZG-T2FP-HJ3R-JEH7 to reissue its credential: Bo leaves
              set     QYZG-T2FP-HJ3R-JEH7  863269e8af3a771490ff7b74e76db5b57332231cb18524e8c642faf0ca7a03a3
              shares  g1m1, g1m2
              by      Ana Ruiz
              why     Bo leaves

        23  2027-01-15T08:00:23Z  sheet received
            Bo Chen has the sheet of share g1m2 of set QYZG-T2FP-HJ3R-JEH7 in hand, in bag B-17; it takes the place of g1m1.
              set        QYZG-T2FP-HJ3R-JEH7  863269e8af3a771490ff7b74e76db5b57332231cb18524e8c642faf0ca7a03a3
              share      g1m2
              custodian  Bo Chen
              person     bo
              bag        B-17
              place      Safe 3
              replaces   g1m1

        24  2027-01-15T08:00:24Z  sheet destroyed
            The sheet of share g1m2 of set QYZG-T2FP-HJ3R-JEH7 was destroyed: cross-cut shredder
              set    QYZG-T2FP-HJ3R-JEH7  863269e8af3a771490ff7b74e76db5b57332231cb18524e8c642faf0ca7a03a3
              share  g1m2
              how    cross-cut shredder
              by     Ana Ruiz

        25  2027-01-15T08:00:25Z  sheet lost
            The sheet of share g1m1 of set QYZG-T2FP-HJ3R-JEH7 is LOST: the safe burned
              set       QYZG-T2FP-HJ3R-JEH7  863269e8af3a771490ff7b74e76db5b57332231cb18524e8c642faf0ca7a03a3
              share     g1m1
              happened  the safe burned
              by        Ana Ruiz

        26  2027-01-15T08:00:26Z  custodian joined
            Cy Young (cy) may hold sheets from now on: new here
              person     cy
              custodian  Cy Young
              by         Ana Ruiz
              why        new here

        27  2027-01-15T08:00:27Z  custodian left
            Bo Chen (bo) leaves on 2027-02-01, and cy takes over; set QYZG-T2FP-HJ3R-JEH7 is to be reissued by 2027-02-15.
              person     bo
              custodian  Bo Chen
              left       2027-02-01
              holds      QYZG-T2FP-HJ3R-JEH7  863269e8af3a771490ff7b74e76db5b57332231cb18524e8c642faf0ca7a03a3: g1m1, g1m2, by 2027-02-15
              successor  cy
              by         Ana Ruiz
              why        another job

        28  2027-01-15T08:00:28Z  paper made
            Ana Ruiz made the record of the recovery that followed the script of entry 27.
              paper       record
              ceremony    recovery
              account     AWS root
              credential  root password
              script      27
              file        record-28.pdf
              digest      b413f47d13ee2fe6c845b2ee141af81de858df4ec549a58b7970bb96645bc8d2
              by          Ana Ruiz

        """
}
