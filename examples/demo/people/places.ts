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
