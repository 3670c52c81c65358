/** What can be searched from the compose box; the app manifest lists the same. */
export interface Search {
  id: 'accounts' | 'topics';
  title: string;
  description: string;
  parameter: { name: string; title: string; description: string };
}

export const SEARCHES: readonly Search[] = [
  {
    id: 'accounts', title: 'Accounts', description: 'Post why an account is or is not covered by MFA',
    parameter: { name: 'name', title: 'Name', description: 'A name or a sign-in address, or part of one' },
  },
  {
    id: 'topics', title: 'Questions', description: 'Post the answer to a question about the MFA requirement',
    parameter: { name: 'words', title: 'Question', description: 'Such as: trusted IP, guests, app passwords' },
  },
];
