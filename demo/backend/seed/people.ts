import type { Role } from 'chat-monitor-elements/contract';

export interface SeedUser {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly companies: readonly string[];
}

export interface SeedAgent extends SeedUser {
  readonly queues: readonly string[];
  readonly capacity: number;
  /** Absent: available and ready. */
  readonly away?: string;
}

export const companies = [
  { id: 'northwind', name: 'Northwind Logistics' },
  { id: 'helvetia', name: 'Helvetia Care' },
  { id: 'calder', name: 'Calder & Finch Bank' },
] as const;

const all = companies.map((company) => company.id);

export const queues = [
  { id: 'nw-service-desk', name: 'Service Desk', company: 'northwind', autoAssign: false },
  { id: 'nw-warehouse', name: 'Warehouse Systems', company: 'northwind', autoAssign: false },
  { id: 'nw-network', name: 'Network & VPN', company: 'northwind', autoAssign: true },
  { id: 'hc-clinical', name: 'Clinical Applications', company: 'helvetia', autoAssign: false },
  { id: 'hc-workplace', name: 'Workplace', company: 'helvetia', autoAssign: false },
  { id: 'cf-branch', name: 'Branch Support', company: 'calder', autoAssign: false },
  { id: 'cf-trading', name: 'Trading Floor', company: 'calder', autoAssign: false },
  { id: 'cf-access', name: 'Identity & Access', company: 'calder', autoAssign: false },
] as const;

/** Nobody without a queue answers chats: supervisors with the agent role join them. */
export const supervisors: readonly SeedUser[] = [
  { id: 'nora.lindqvist', name: 'Nora Lindqvist', roles: ['supervisor', 'agent'], companies: all },
  { id: 'tomas.keller', name: 'Tomas Keller', roles: ['supervisor'], companies: all },
  { id: 'amara.okafor', name: 'Amara Okafor', roles: ['supervisor', 'agent'], companies: ['calder'] },
  { id: 'priya.raman', name: 'Priya Raman', roles: ['admin'], companies: all },
];

const agent = (
  name: string,
  company: string,
  agentQueues: readonly string[],
  capacity: number,
  away?: string,
): SeedAgent => ({
  id: name.toLowerCase().replaceAll(' ', '.'),
  name,
  roles: ['agent'],
  companies: [company],
  queues: agentQueues,
  capacity,
  ...(away !== undefined && { away }),
});

export const agents: readonly SeedAgent[] = [
  agent('Ben Whitaker', 'northwind', ['nw-service-desk', 'nw-network'], 4),
  agent('Chiara Romano', 'northwind', ['nw-service-desk'], 4),
  agent('Daniel Osei', 'northwind', ['nw-warehouse'], 3),
  agent('Elif Kaya', 'northwind', ['nw-warehouse', 'nw-service-desk'], 4),
  agent('Femke de Vries', 'northwind', ['nw-network'], 3),
  agent('Gustav Holm', 'northwind', ['nw-service-desk'], 3, 'Lunch'),
  agent('Hana Sato', 'helvetia', ['hc-clinical'], 3),
  agent('Ivan Petrov', 'helvetia', ['hc-clinical', 'hc-workplace'], 4),
  agent('Julia Brandt', 'helvetia', ['hc-workplace'], 4),
  agent('Kwame Mensah', 'helvetia', ['hc-workplace'], 3),
  agent('Lea Moser', 'helvetia', ['hc-clinical'], 3, 'Wrap up'),
  agent('Marco Bianchi', 'calder', ['cf-branch'], 4),
  agent('Nadia Haddad', 'calder', ['cf-branch', 'cf-access'], 4),
  agent('Oliver Grant', 'calder', ['cf-trading'], 2),
  agent('Paula Jimenez', 'calder', ['cf-trading', 'cf-branch'], 3),
  agent('Rahul Verma', 'calder', ['cf-access'], 4),
  agent('Sofia Nilsson', 'calder', ['cf-access'], 3),
  agent('Theo Marchand', 'calder', ['cf-branch'], 3, 'Training'),
];

/** Names of one company's customers, separated by commas. */
const customersOf = (company: string, names: string): readonly SeedUser[] =>
  names.split(', ').map((name) => ({
    id: name.toLowerCase().replaceAll(' ', '.'),
    name,
    roles: [],
    companies: [company],
  }));

export const customers: readonly SeedUser[] = [
  ...customersOf(
    'northwind',
    'Adele Fontaine, Bruno Castro, Carla Jensen, Dmitri Volkov, Esther Adeyemi, Finn Gallagher, Greta Vogel, Hugo Lambert, Agnes Nowak, Bilal Aziz, Cora Lund, Dario Conti, Elena Popescu, Felix Arndt, Gina Marino, Henrik Dahl, Isla Murray, Jakub Zielinski, Karin Olsson, Leon Becker',
  ),
  ...customersOf(
    'helvetia',
    'Ines Duarte, Jonas Frei, Katrin Baumann, Luca Ferri, Mirjam Huber, Nils Egger, Olga Wyss, Peter Zbinden, Anja Roth, Beat Kunz, Claudia Meier, Denis Favre, Eva Steiner, Fabio Ricci, Gabi Suter, Heinz Graf, Iris Lang, Joel Python, Kathrin Vogt, Lukas Amann',
  ),
  ...customersOf(
    'calder',
    'Quentin Rhodes, Rosa Delgado, Stephen Hale, Tessa Quinn, Umar Farooq, Violet Marsh, William Ashby, Yasmin Karim, Alice Thornton, Brian Okoye, Carmen Vidal, Derek Lowe, Edith Crane, Frank Mercer, Gloria Estevez, Harvey Lin, Imogen Clarke, Jack Sutton, Keira Doyle, Liam Foster',
  ),
];
