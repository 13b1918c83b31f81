/** Where newsletters are: for families, for everybody, and for those who write them. */
export const FAMILY_NEWS = "/family/newsletters";
export const PUBLIC_NEWS = "/newsletters";
export const NEWS = "/staff/newsletters";
