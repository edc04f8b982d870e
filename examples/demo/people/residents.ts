import type { DocumentType, Sex } from "@countersign/wire";

/** What is decided by hand about an invented resident; `generate.ts` fills in the rest. */
export interface Resident {
  /** After trees and stars, so that no name is anybody's. */
  surname: string;
  name: string;
  lastName: string;
  sex: Sex;
  /** `YYYY-MM-DD` */
  birthDate: string;
  /** A place of `places`, by its key: of birth and of the permanent registration. */
  born: PlaceName;
  lives: PlaceName | null;
  /** Places of temporary registrations. */
  staysIn?: PlaceName[];
  type: DocumentType;
  document: string;
  issued: string;
  expires: string;
  nationality?: string;
  citizenship?: string;
  locked?: boolean;
  noPhoto?: boolean;
  noIds?: boolean;
}

export type PlaceName = keyof typeof places;

/** Regions and districts with invented directory ids. */
export const places = {
  yunusabad: {
    region: "Tashkent",
    regionId: "10",
    district: "Yunusabad",
    districtId: "1001",
    city: "г. Ташкент",
  },
  chilanzar: {
    region: "Tashkent",
    regionId: "10",
    district: "Chilanzar",
    districtId: "1002",
    city: "г. Ташкент",
  },
  samarkand: {
    region: "Samarkand",
    regionId: "14",
    district: "Samarkand",
    districtId: "1401",
    city: "г. Самарканд",
  },
  bukhara: { region: "Bukhara", regionId: "20", district: "Bukhara", districtId: "2001", city: "г. Бухара" },
  fergana: { region: "Fergana", regionId: "15", district: "Fergana", districtId: "1501", city: "г. Фергана" },
  nukus: {
    region: "Karakalpakstan",
    regionId: "23",
    district: "Nukus",
    districtId: "2301",
    city: "г. Нукус",
  },
  urgench: { region: "Khorezm", regionId: "22", district: "Urgench", districtId: "2201", city: "г. Ургенч" },
  andijan: { region: "Andijan", regionId: "17", district: "Andijan", districtId: "1701", city: "г. Андижан" },
} as const;

const passport = "IDMS_RECV_CITIZ_DOCUMENTS" as const;
const idCard = "IDMS_RECV_MVD_IDCARD_CITIZEN" as const;

/** The first one has everything: the demo identifies them. */
export const residents: Resident[] = [
  {
    surname: "CHINOROV",
    name: "YULDUZ",
    lastName: "ARCHAEVICH",
    sex: 1,
    birthDate: "1990-05-14",
    born: "samarkand",
    lives: "yunusabad",
    type: passport,
    document: "AB0000101",
    issued: "2021-03-01",
    expires: "2031-03-01",
  },
  {
    surname: "TERAKOVA",
    name: "ZUHRO",
    lastName: "CHINOROVNA",
    sex: 2,
    birthDate: "1994-11-23",
    born: "yunusabad",
    lives: "chilanzar",
    type: idCard,
    document: "AD0000102",
    issued: "2023-07-19",
    expires: "2033-07-19",
  },
  {
    surname: "ARCHAEV",
    name: "HULKAR",
    lastName: "QAYINOVICH",
    sex: 1,
    birthDate: "1978-02-28",
    born: "bukhara",
    lives: "bukhara",
    type: passport,
    document: "AA0000103",
    issued: "2019-09-10",
    expires: "2029-09-10",
  },
  {
    surname: "QAYINOVA",
    name: "SURAYYO",
    lastName: "TERAKOVNA",
    sex: 2,
    birthDate: "2001-08-09",
    born: "fergana",
    lives: "yunusabad",
    staysIn: ["samarkand"],
    type: idCard,
    document: "AD0000104",
    issued: "2024-01-15",
    expires: "2034-01-15",
  },
  {
    surname: "MAJNUNTOLOV",
    name: "MIRRIX",
    lastName: "SADAEVICH",
    sex: 1,
    birthDate: "1965-12-31",
    born: "andijan",
    lives: "andijan",
    type: passport,
    document: "AA0000105",
    issued: "2018-04-02",
    expires: "2028-04-02",
  },
  // locked: the person forbade to disclose their data
  {
    surname: "SADAEVA",
    name: "NAHID",
    lastName: "ARCHAEVNA",
    sex: 2,
    birthDate: "1988-03-08",
    born: "urgench",
    lives: "urgench",
    type: passport,
    document: "AB0000106",
    issued: "2020-10-05",
    expires: "2030-10-05",
    locked: true,
  },
  // expired passport
  {
    surname: "ZARANGOV",
    name: "OQTOSH",
    lastName: "CHINOROVICH",
    sex: 1,
    birthDate: "1983-07-17",
    born: "nukus",
    lives: "nukus",
    type: passport,
    document: "AA0000107",
    issued: "2013-06-20",
    expires: "2023-06-20",
  },
  // no photo
  {
    surname: "YONGOQOVA",
    name: "TONGYULDUZ",
    lastName: "MAJNUNTOLOVNA",
    sex: 2,
    birthDate: "1971-01-19",
    born: "samarkand",
    lives: "samarkand",
    type: passport,
    document: "AB0000108",
    issued: "2022-02-11",
    expires: "2032-02-11",
    noPhoto: true,
  },
  // registered nowhere
  {
    surname: "TUTZOROV",
    name: "SOMON",
    lastName: "TERAKOVICH",
    sex: 1,
    birthDate: "1999-06-30",
    born: "chilanzar",
    lives: null,
    type: passport,
    document: "AC0000109",
    issued: "2022-08-24",
    expires: "2032-08-24",
  },
  // only temporary registrations
  {
    surname: "OLCHAZOROVA",
    name: "SHAFAQ",
    lastName: "QAYINOVNA",
    sex: 2,
    birthDate: "1996-04-04",
    born: "fergana",
    lives: null,
    staysIn: ["chilanzar", "bukhara"],
    type: idCard,
    document: "AD0000110",
    issued: "2022-12-01",
    expires: "2032-12-01",
  },
  {
    surname: "BEHIZOROV",
    name: "QUTBIY",
    lastName: "ZARANGOVICH",
    sex: 1,
    birthDate: "2025-02-03",
    born: "yunusabad",
    lives: "yunusabad",
    type: "IDMS_RECV_MVD_IDCARD_NEWBORN",
    document: "AE0000111",
    issued: "2025-02-20",
    expires: "2041-02-20",
  },
  {
    surname: "NORBUTAEVA",
    name: "OYDINA",
    lastName: "SADAEVNA",
    sex: 2,
    birthDate: "2017-09-27",
    born: "andijan",
    lives: "andijan",
    type: "IDMS_RECV_MJ_BIRTH_CERTS",
    document: "GU0000112",
    issued: "2017-10-10",
    expires: "2033-09-27",
    noIds: true,
  },
  {
    surname: "EMANZOROV",
    name: "SHARQIY",
    lastName: "YONGOQOVICH",
    sex: 1,
    birthDate: "1992-10-12",
    born: "bukhara",
    lives: "chilanzar",
    type: "IDMS_RECV_IP_DOCUMENTS",
    document: "FA0000113",
    issued: "2021-05-30",
    expires: "2031-05-30",
  },
  {
    surname: "LIPAYEVA",
    name: "VEGANA",
    lastName: "OLEGOVNA",
    sex: 2,
    birthDate: "1986-08-21",
    born: "yunusabad",
    lives: "fergana",
    type: "IDMS_RECV_LBG_DOCUMENTS",
    document: "LB0000114",
    issued: "2023-01-09",
    expires: "2033-01-09",
    nationality: "Russian",
    citizenship: "Stateless",
  },
  {
    surname: "KEDROV",
    name: "ORION",
    lastName: "YASENEVICH",
    sex: 1,
    birthDate: "1975-05-05",
    born: "samarkand",
    lives: "samarkand",
    type: "IDMS_RECV_MVD_IDCARD_LBG",
    document: "LC0000115",
    issued: "2024-04-18",
    expires: "2034-04-18",
    nationality: "Russian",
    citizenship: "Stateless",
  },
  {
    surname: "KAYYNDOEVA",
    name: "CHOLPONAI",
    lastName: "TERAKOVNA",
    sex: 2,
    birthDate: "1998-12-15",
    born: "andijan",
    lives: "andijan",
    staysIn: ["yunusabad"],
    type: "IDMS_RECV_MVD_IDCARD_FOREIGN",
    document: "FC0000116",
    issued: "2023-03-27",
    expires: "2028-03-27",
    nationality: "Kyrgyz",
    citizenship: "Kyrgyzstan",
  },
  {
    surname: "ARDOVSKIY",
    name: "SIRIUS",
    lastName: "KEDROVICH",
    sex: 1,
    birthDate: "1958-09-02",
    born: "nukus",
    lives: "urgench",
    type: passport,
    document: "AA0000117",
    issued: "2017-11-14",
    expires: "2027-11-14",
    nationality: "Karakalpak",
  },
  {
    surname: "BODOMZOROVA",
    name: "ZUHAL",
    lastName: "EMANZOROVNA",
    sex: 2,
    birthDate: "2004-02-29",
    born: "fergana",
    lives: "fergana",
    type: idCard,
    document: "AD0000118",
    issued: "2024-03-05",
    expires: "2034-03-05",
  },
  {
    surname: "GUJUMOV",
    name: "ATORUD",
    lastName: "BEHIZOROVICH",
    sex: 1,
    birthDate: "2000-01-01",
    born: "urgench",
    lives: "chilanzar",
    type: passport,
    document: "AC0000119",
    issued: "2020-01-15",
    expires: "2030-01-15",
  },
  {
    surname: "JIYDAZOROVA",
    name: "MUSHTARIY",
    lastName: "GUJUMOVNA",
    sex: 2,
    birthDate: "1947-10-26",
    born: "bukhara",
    lives: "bukhara",
    type: passport,
    document: "AA0000120",
    issued: "2016-02-08",
    expires: "2066-02-08",
  },
];

/** What is decided by hand about an invented foreigner's border crossing. */
export interface Traveller {
  document: string;
  entered: string;
  citizenship: string;
  fullName: string;
  birthDate: string;
  sex: Sex;
  noPhoto?: boolean;
}

/** The first one is identified by the demo; the last document has crossed twice. */
export const travellers: Traveller[] = [
  {
    document: "RU00000201",
    entered: "2026-03-11",
    citizenship: "RUSSIA",
    fullName: "BEREZIN ALTAIR",
    birthDate: "1989-04-17",
    sex: 1,
  },
  {
    document: "N00000202",
    entered: "2026-05-02",
    citizenship: "KAZAKHSTAN",
    fullName: "KAYYNGOVA SHOLPANA",
    birthDate: "1995-09-30",
    sex: 2,
  },
  {
    document: "C00X00203",
    entered: "2026-01-20",
    citizenship: "GERMANY",
    fullName: "LINDENBAUM POLARIS",
    birthDate: "1973-12-06",
    sex: 1,
  },
  {
    document: "TJ0000204",
    entered: "2025-11-27",
    citizenship: "TAJIKISTAN",
    fullName: "SANOBAROV PARVINDOR",
    birthDate: "2002-06-14",
    sex: 1,
    noPhoto: true,
  },
  {
    document: "U00000205",
    entered: "2024-08-15",
    citizenship: "TURKEY",
    fullName: "CINARLI YILDIZHAN",
    birthDate: "1991-02-22",
    sex: 2,
  },
  {
    document: "U00000205",
    entered: "2026-06-08",
    citizenship: "TURKEY",
    fullName: "CINARLI YILDIZHAN",
    birthDate: "1991-02-22",
    sex: 2,
  },
];
