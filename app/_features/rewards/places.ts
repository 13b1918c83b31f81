/** Where good news is, and the photos that families decide about. */
export const FAMILY_REWARDS = "/family/rewards";
export const FAMILY_PHOTOS = "/family/rewards/photos";
export const REWARDS = "/staff/rewards";
export const SHARE = "/staff/rewards/share";
export const AGREED = "/staff/rewards/photos";

/** The address of the photo of a success. */
export const photoAt = (successId: string, hash: string): string => `/api/rewards/photos/${successId}?v=${hash}`;
