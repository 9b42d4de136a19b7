/** What people write to their service desk: the issue in one line, and how the conversation goes on. */
export interface Conversation {
  readonly issue: string;
  /** The requester begins; then requester and agent take turns. */
  readonly lines: readonly string[];
}

export const conversations: readonly Conversation[] = [
  {
    issue: 'VPN drops every few minutes since the update',
    lines: [
      'Since this morning my VPN disconnects every five minutes or so.',
      'I can see the reconnects. Are you on Wi-Fi or on a cable?',
      'Wi-Fi at home. It was fine until the client updated itself.',
      'Please open the client, go to Profiles and delete the one named "Legacy".',
      'Done. It is reconnecting now.',
    ],
  },
  {
    issue: 'Outlook asks for my password again and again',
    lines: [
      'Outlook keeps asking for my password and never takes it.',
      'Did you change your password in the last days?',
      'Yes, on Friday, because it had expired.',
      'Then there is an old one stored. Open Credential Manager and remove the entries that begin with "MicrosoftOffice".',
    ],
  },
  {
    issue: 'Handheld scanner does not read location labels',
    lines: [
      'Two scanners in aisle 14 do not read the new location labels.',
      'Do they beep when you scan an item instead of a label?',
      'Items work. Only the white labels do not.',
      'The labels use a new code type. I am sending the updated profile to both scanners.',
    ],
  },
  {
    issue: 'Label printer prints blank labels',
    lines: [
      'The label printer at dock 3 prints only blanks. Trucks are waiting.',
      'Please open the lid and check that the shiny side of the roll is facing up.',
      'It is facing down.',
      'Turn it round, close the lid, and hold the feed button for three seconds.',
      'That was it, labels are coming.',
    ],
  },
  {
    issue: 'Locked out of my account',
    lines: [
      'I am locked out and have a meeting in ten minutes.',
      'I can unlock it. What are the last four digits of your employee number?',
      'They are 4471.',
    ],
  },
  {
    issue: 'New colleague has no access to the shared drive',
    lines: [
      'My new colleague starts today and sees nothing on the team drive.',
      'Which team is it, and who approves access there?',
      'Claims handling. Our lead is Mr. Frei.',
    ],
  },
  {
    issue: 'Patient record opens read-only',
    lines: [
      'I can open patient records, but every field is grey.',
      'Does it say who holds the record at the top of the window?',
      'It names a colleague who went home an hour ago.',
      'I am releasing that lock. Please close the record and open it again.',
    ],
  },
  {
    issue: 'Lab results are missing since last night',
    lines: [
      'No lab results have come in on ward 4 since about 22:00.',
      'Thank you. Other wards as well, or only yours?',
      'Ward 5 says the same.',
    ],
  },
  {
    issue: 'Video room has no sound',
    lines: [
      'The screen in room 2.14 shows the call, but there is no sound.',
      'Is the panel on the table on "HDMI 2"?',
      'It says HDMI 1.',
    ],
  },
  {
    issue: 'Laptop does not charge',
    lines: [
      'My laptop is at 6 % and does not charge any more.',
      'Which light is next to the plug: none, white or orange?',
      'It blinks orange.',
      'That is the charger, not the laptop. I am reserving a new one at the service counter.',
    ],
  },
  {
    issue: 'Card terminal shows "Host not reached"',
    lines: [
      'The terminal at counter 2 says "Host not reached". Customers are waiting.',
      'Is the small green light at the back on?',
      'Off.',
      'Please press the cable in until it clicks, then wait for a minute.',
    ],
  },
  {
    issue: 'Trading screen is frozen',
    lines: [
      'My second screen froze with open positions on it.',
      'I see your session. Do not restart: I am moving it to another host.',
      'How long will it take?',
    ],
  },
  {
    issue: 'Token app lost after changing phones',
    lines: [
      'I have a new phone, and the token app starts empty.',
      'I can send you a new activation letter, or a one-time code to your manager.',
      'The code, please. I need to release payments today.',
    ],
  },
  {
    issue: 'Cannot approve purchase orders',
    lines: [
      'The approve button is missing on all purchase orders since Monday.',
      'Since Monday approvals need the role "Budget owner". Who was it in your team before?',
      'I was.',
    ],
  },
  {
    issue: 'Monthly report ends with error 1042',
    lines: [
      'The monthly report runs for ten minutes and then says error 1042.',
      'Which cost centre did you choose?',
      'All of them.',
      'Please try without the closed ones; I am opening a problem for the rest.',
    ],
  },
  {
    issue: 'Phone calls are cut after a minute',
    lines: [
      'Every call on my desk phone ends after exactly one minute.',
      'Is it with outside numbers only?',
      'Inside as well.',
    ],
  },
];
