export const FAMILY_CALENDAR = "/family/calendar";
export const STAFF_CALENDAR = "/staff/calendar";
export const DATES = "/dates";
export const DATES_LIST = "/staff/calendar/list";
