/** Where events are: for everybody, a family's own place, and for those who run them. */
export const EVENTS = "/events";
export const PLACE = "/events/place";
export const STAFF_EVENTS = "/staff/events";
