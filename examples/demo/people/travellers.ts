import type { Sex } from "@countersign/wire";

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
