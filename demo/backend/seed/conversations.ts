/** What people write to their service desk: the issue in one line, and how the conversation goes on. */
export interface Conversation {
  readonly issue: string;
  /** Ids of the queues where somebody would ask for this. */
  readonly queues: readonly string[];
  /** The requester begins; then requester and agent take turns. */
  readonly lines: readonly string[];
}

export const conversations: readonly Conversation[] = [
  {
    issue: 'VPN drops every few minutes since the update',
    queues: ['nw-network'],
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
    queues: ['nw-service-desk', 'hc-workplace'],
    lines: [
      'Outlook keeps asking for my password and never takes it.',
      'Did you change your password in the last days?',
      'Yes, on Friday, because it had expired.',
      'Then there is an old one stored. Open Credential Manager and remove the entries that begin with "MicrosoftOffice".',
    ],
  },
  {
    issue: 'Handheld scanner does not read location labels',
    queues: ['nw-warehouse'],
    lines: [
      'Two scanners in aisle 14 do not read the new location labels.',
      'Do they beep when you scan an item instead of a label?',
      'Items work. Only the white labels do not.',
      'The labels use a new code type. I am sending the updated profile to both scanners.',
    ],
  },
  {
    issue: 'Label printer prints blank labels',
    queues: ['nw-warehouse'],
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
    queues: ['nw-service-desk', 'hc-workplace', 'cf-access'],
    lines: [
      'I am locked out and have a meeting in ten minutes.',
      'I can unlock it. What are the last four digits of your employee number?',
      'They are 4471.',
    ],
  },
  {
    issue: 'New colleague has no access to the shared drive',
    queues: ['nw-service-desk', 'hc-workplace', 'cf-access'],
    lines: [
      'My new colleague starts today and sees nothing on the team drive.',
      'Which team is it, and who approves access there?',
      'Claims handling. Our lead is Mr. Frei.',
    ],
  },
  {
    issue: 'Patient record opens read-only',
    queues: ['hc-clinical'],
    lines: [
      'I can open patient records, but every field is grey.',
      'Does it say who holds the record at the top of the window?',
      'It names a colleague who went home an hour ago.',
      'I am releasing that lock. Please close the record and open it again.',
    ],
  },
  {
    issue: 'Lab results are missing since last night',
    queues: ['hc-clinical'],
    lines: [
      'No lab results have come in on ward 4 since about 22:00.',
      'Thank you. Other wards as well, or only yours?',
      'Ward 5 says the same.',
    ],
  },
  {
    issue: 'Video room has no sound',
    queues: ['nw-service-desk', 'hc-workplace', 'cf-trading'],
    lines: [
      'The screen in room 2.14 shows the call, but there is no sound.',
      'Is the panel on the table on "HDMI 2"?',
      'It says HDMI 1.',
    ],
  },
  {
    issue: 'Laptop does not charge',
    queues: ['nw-service-desk', 'hc-workplace'],
    lines: [
      'My laptop is at 6 % and does not charge any more.',
      'Which light is next to the plug: none, white or orange?',
      'It blinks orange.',
      'That is the charger, not the laptop. I am reserving a new one at the service counter.',
    ],
  },
  {
    issue: 'Card terminal shows "Host not reached"',
    queues: ['cf-branch'],
    lines: [
      'The terminal at counter 2 says "Host not reached". Customers are waiting.',
      'Is the small green light at the back on?',
      'Off.',
      'Please press the cable in until it clicks, then wait for a minute.',
    ],
  },
  {
    issue: 'Trading screen is frozen',
    queues: ['cf-trading'],
    lines: [
      'My second screen froze with open positions on it.',
      'I see your session. Do not restart: I am moving it to another host.',
      'How long will it take?',
    ],
  },
  {
    issue: 'Token app lost after changing phones',
    queues: ['cf-access'],
    lines: [
      'I have a new phone, and the token app starts empty.',
      'I can send you a new activation letter, or a one-time code to your manager.',
      'The code, please. I need to release payments today.',
    ],
  },
  {
    issue: 'Cannot approve purchase orders',
    queues: ['cf-branch', 'cf-access'],
    lines: [
      'The approve button is missing on all purchase orders since Monday.',
      'Since Monday approvals need the role "Budget owner". Who was it in your team before?',
      'I was.',
    ],
  },
  {
    issue: 'Monthly report ends with error 1042',
    queues: ['nw-service-desk', 'cf-branch'],
    lines: [
      'The monthly report runs for ten minutes and then says error 1042.',
      'Which cost centre did you choose?',
      'All of them.',
      'Please try without the closed ones; I am opening a problem for the rest.',
    ],
  },
  {
    issue: 'Phone calls are cut after a minute',
    queues: ['nw-network', 'hc-workplace', 'cf-branch'],
    lines: [
      'Every call on my desk phone ends after exactly one minute.',
      'Is it with outside numbers only?',
      'Inside as well.',
    ],
  },
  {
    issue: 'Wi-Fi is gone in the loading bay',
    queues: ['nw-network'],
    lines: [
      'Since the shift change there is no Wi-Fi in the loading bay.',
      'Do the tablets see the network and not connect, or is it not listed at all?',
      'It is not listed at all.',
      'Then the access point there has lost power. Facilities is on the way.',
    ],
  },
  {
    issue: 'Site link is slow since the weekend',
    queues: ['nw-network'],
    lines: [
      'Everything on the central server takes ages here in Gdansk.',
      'I see the line at full load. Is somebody copying large files?',
      'The camera system was replaced on Saturday.',
      'That explains it. I am giving its uploads the lowest priority.',
    ],
  },
  {
    issue: 'Pick list shows orders of yesterday',
    queues: ['nw-warehouse'],
    lines: [
      'The pick lists that print this morning are from yesterday.',
      'Which time does the terminal show at the top right?',
      '04:12, but it is nine.',
      'The clock is off, so the batch was not taken. I am setting it and starting the batch again.',
    ],
  },
  {
    issue: 'Forklift terminal signs me off',
    queues: ['nw-warehouse'],
    lines: [
      'The terminal on forklift 7 signs me off each time I pass gate C.',
      'Does it happen at other gates as well?',
      'Only at C.',
    ],
  },
  {
    issue: 'Medication list does not print',
    queues: ['hc-clinical'],
    lines: [
      'The medication list does not come out of the ward printer.',
      'Do other documents print there?',
      'Yes, labels and letters do.',
      'The list goes through another queue. I am restarting it now.',
    ],
  },
  {
    issue: 'Images of the scanner do not arrive',
    queues: ['hc-clinical'],
    lines: [
      'The images taken since noon are not in the viewer.',
      'Can you see the examination itself, only without images?',
      'Yes, the row is there and empty.',
    ],
  },
  {
    issue: 'Market data is a minute late',
    queues: ['cf-trading'],
    lines: [
      'Prices on my screen are a minute behind the ones next to me.',
      'Is the small clock in the corner of the window yellow?',
      'It is, yes.',
      'You are on the backup feed. I am moving you back.',
    ],
  },
  {
    issue: 'Order ticket does not open',
    queues: ['cf-trading'],
    lines: [
      'The order ticket does not open with F7 any more.',
      'Did the keyboard layout change? There was an update last night.',
      'It says English (US) now.',
    ],
  },
  {
    issue: 'Counter printer prints receipts twice',
    queues: ['cf-branch'],
    lines: [
      'Each receipt comes out twice since this morning.',
      'Is the journal switched on in the settings of the counter?',
      'It is on, I think it was off before.',
    ],
  },
];
