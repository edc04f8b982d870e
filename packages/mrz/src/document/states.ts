import { withoutPadding } from "./alphabet.ts";

/**
 * What a three-letter code means: `state` of ISO 3166-1, `special` of Doc 9303-3, section 5
 * (authorities, organisations, persons without a nationality, kinds of British national),
 * `specimen` Utopia.
 */
export type StateKind = "state" | "special" | "specimen" | "unknown";

const iso3166 = `
ABW AFG AGO AIA ALA ALB AND ARE ARG ARM ASM ATA ATF ATG AUS AUT AZE BDI BEL BEN BES BFA BGD BGR BHR BHS BIH
BLM BLR BLZ BMU BOL BRA BRB BRN BTN BVT BWA CAF CAN CCK CHE CHL CHN CIV CMR COD COG COK COL COM CPV CRI CUB
CUW CXR CYM CYP CZE DJI DMA DNK DOM DZA ECU EGY ERI ESH ESP EST ETH FIN FJI FLK FRA FRO FSM GAB GBR GEO GGY
GHA GIB GIN GLP GMB GNB GNQ GRC GRD GRL GTM GUF GUM GUY HKG HMD HND HRV HTI HUN IDN IMN IND IOT IRL IRN IRQ
ISL ISR ITA JAM JEY JOR JPN KAZ KEN KGZ KHM KIR KNA KOR KWT LAO LBN LBR LBY LCA LIE LKA LSO LTU LUX LVA MAC
MAF MAR MCO MDA MDG MDV MEX MHL MKD MLI MLT MMR MNE MNG MNP MOZ MRT MSR MTQ MUS MWI MYS MYT NAM NCL NER NFK
NGA NIC NIU NLD NOR NPL NRU NZL OMN PAK PAN PCN PER PHL PLW PNG POL PRI PRK PRT PRY PSE PYF QAT REU ROU RUS
RWA SAU SDN SEN SGP SGS SHN SJM SLB SLE SLV SMR SOM SPM SRB SSD STP SUR SVK SVN SWE SWZ SXM SYC SYR TCA TCD
TGO THA TJK TKL TKM TLS TON TTO TUN TUR TUV TWN TZA UGA UKR UMI URY USA UZB VAT VCT VEN VGB VIR VNM VUT WLF
WSM YEM ZAF ZMB ZWE`;

/** D is Germany's code in the zone; DEU is not used there. RKS is used in Kosovo's documents. */
const doc9303 = `
D EUE GBD GBN GBO GBP GBS IAO NTZ RKS UNA UNK UNO XAA XAU XBA XCC XCE XCO XCT XDC XEC XES XIM XMP XOM XPO
XXA XXB XXC XXX`;

const kinds = new Map<string, StateKind>([
  ...codes(iso3166).map((code) => [code, "state"] as const),
  ...codes(doc9303).map((code) => [code, "special"] as const),
  ["UTO", "specimen"],
]);

/** Every code that {@link stateKind} knows, to draw documents or to offer a choice. */
export const stateCodes: readonly string[] = [...kinds.keys()];

/** The kind of an issuing state or nationality; `text` is the field with or without its fillers. */
export function stateKind(text: string): StateKind {
  return kinds.get(withoutPadding(text)) ?? "unknown";
}

function codes(list: string): string[] {
  return list.trim().split(/\s+/);
}
