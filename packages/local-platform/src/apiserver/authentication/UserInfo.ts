/** Who makes a request. */
export interface UserInfo {
  username: string;
  uid?: string;
  groups: string[];
  extra: Record<string, string[]>;
}

/** The group of every caller who has proved who they are. */
export const authenticatedGroup = 'system:authenticated';

/** The group whose members may do everything, whatever the rules say. */
export const mastersGroup = 'system:masters';

/** As whom the holder of the platform's own token acts. */
export const admin: UserInfo = {
  username: 'kubernetes-admin',
  groups: [mastersGroup, authenticatedGroup],
  extra: {},
};
