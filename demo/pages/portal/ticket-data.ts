export type TicketState = 'New' | 'In progress' | 'Waiting' | 'Resolved';

/** A ticket of the portal: the host's own data, nothing that the chat tags know about. */
export interface Ticket {
  readonly id: string;
  readonly title: string;
  readonly requester: string;
  readonly state: TicketState;
  readonly priority: 'Low' | 'Medium' | 'High';
  /** Minutes ago. */
  readonly updated: number;
}

export const tickets: readonly Ticket[] = [
  ticket('INC-48213', 'VPN drops every few minutes on hotel networks', 'Maren Holt', 'In progress', 'High', 4),
  ticket('REQ-11874', 'Second monitor for the Lisbon office, desk 4.112', 'Tomás Ferreira', 'Waiting', 'Low', 11),
  ticket('INC-48209', 'Invoices are printed without the company logo', 'Ewa Lis', 'New', 'Medium', 16),
  ticket(
    'INC-48197',
    'Shared mailbox “Claims intake” is missing in Outlook',
    'Daniel Okafor',
    'In progress',
    'Medium',
    27,
  ),
  ticket('CHG-03351', 'Move the Hamburg file server to the new storage', 'Infrastructure', 'Waiting', 'High', 42),
  ticket('REQ-11869', 'Access to the data warehouse for the audit team', 'Anneke Visser', 'New', 'Medium', 58),
  ticket('INC-48188', 'Meeting room 2.07: camera picture is upside down', 'Front desk, Oslo', 'In progress', 'Low', 74),
  ticket('INC-48180', 'Single sign-on asks for the password twice', 'Jonas Wirth', 'Resolved', 'Medium', 95),
  ticket('INC-48176', 'Warehouse scanners lose Wi-Fi at gate 9', 'Logistics, Gdynia', 'In progress', 'High', 120),
  ticket('REQ-11860', 'New starter on 1 December: laptop and accounts', 'Human resources', 'Waiting', 'Medium', 145),
  ticket('INC-48164', 'Expense app closes when a receipt is added', 'Sofia Marin', 'Resolved', 'Low', 190),
  ticket('INC-48151', 'Telephone queue music plays over the caller', 'Service desk', 'Resolved', 'Low', 260),
];

function ticket(
  id: string,
  title: string,
  requester: string,
  state: TicketState,
  priority: Ticket['priority'],
  updated: number,
): Ticket {
  return { id, title, requester, state, priority, updated };
}
