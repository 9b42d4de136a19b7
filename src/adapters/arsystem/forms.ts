import type { ReportMapping } from '../../contract/index.js';

/** A form of the installation: its name, and the names of its fields, as AR System calls them ("CTM:Support Group"). */
export interface FormMap<Fields> {
  readonly form: string;
  readonly fields: Fields;
  /** A qualification that every look at this form adds ("'Status' = \"Enabled\""), written by the host, never by users. */
  readonly where?: string;
}

/** Labels of a selection field. */
export type Labels<Name extends string> = Readonly<Record<Name, string>>;

/** Who is signed in, one entry ("User"). */
export interface ViewerForm extends FormMap<{
  /** Login name. */
  readonly id: string;
  readonly name: string;
  /** The groups that roles are made of. */
  readonly groups: string;
}> {
  /** Between the groups of one field; `;` by default. */
  readonly separator?: string;
}

export type CompanyForm = FormMap<{
  readonly id: string;
  /** By default the id. */
  readonly name?: string;
}>;

export interface QueueForm extends FormMap<{
  readonly id: string;
  readonly name?: string;
  readonly companyId: string;
  readonly companyName?: string;
  readonly autoAssign?: string;
}> {
  /** The label of `autoAssign` that says yes; `Yes` by default. */
  readonly autoAssigns?: string;
}

export interface AgentForm extends FormMap<{
  /** Request ID. */
  readonly entry: string;
  /** Login name. */
  readonly id: string;
  readonly name?: string;
  readonly availability: string;
  readonly statusCode?: string;
  readonly statusSince?: string;
  readonly capacity: string;
  /** How many chats are assigned, as the server's workflow counts them. */
  readonly load: string;
}> {
  readonly availabilities: Labels<'available' | 'unavailable'>;
}

/** Which agent answers for which queue. */
export type MembershipForm = FormMap<{ readonly entry: string; readonly agentId: string; readonly queueId: string }>;

/** Fields of a chat. The ones named `…Name` are by default the same as the id before them. */
export interface ChatFields {
  /** Request ID; the chat's id. */
  readonly entry: string;
  /** When the entry was last changed: what is new since a look is found by it. */
  readonly modified: string;
  /** Login name of who changed it last. */
  readonly modifiedBy?: string;
  readonly status: string;
  readonly requesterId: string;
  readonly requesterName?: string;
  readonly issue: string;
  readonly companyId: string;
  readonly companyName?: string;
  readonly queueId: string;
  readonly queueName?: string;
  /** Login name. */
  readonly assigneeId: string;
  readonly assigneeName?: string;
  readonly openedAt: string;
  /** By default `openedAt`. */
  readonly waitingSince?: string;
  readonly handledSince?: string;
  /** Who had a transferred chat before; without it a declined one goes back to its queue. */
  readonly transferFromId?: string;
  readonly transferFromName?: string;
  readonly transferAt?: string;
  readonly transferExpires?: string;
  readonly transferNote?: string;
  /** Not empty while help is asked for; another value for each request. Without it there are no requests. */
  readonly assistId?: string;
  readonly assistById?: string;
  readonly assistByName?: string;
  readonly assistAt?: string;
  readonly assistMessage?: string;
  readonly assistClaimedById?: string;
  readonly assistClaimedByName?: string;
  readonly messageCount?: string;
  readonly lastMessageAt?: string;
}

export type ChatField = keyof ChatFields;

export interface ChatForm extends FormMap<ChatFields> {
  /** Without a label for `transferred` a transfer needs no acceptance. */
  readonly statuses: Labels<'pending' | 'assigned' | 'closed'> & { readonly transferred?: string };
  /** Fields that the server's workflow sets: the adapter reads them, and never writes them. */
  readonly readOnly?: readonly ChatField[];
}

/** Who joined which chat, an entry for each. */
export interface ParticipantForm extends FormMap<{
  readonly entry: string;
  readonly modified: string;
  readonly chatId: string;
  readonly userId: string;
  readonly userName?: string;
  readonly mode: string;
  readonly state: string;
}> {
  readonly modes: Labels<'participate' | 'monitor'>;
  readonly states: Labels<'present' | 'left'>;
}

export interface MessageForm extends FormMap<{
  readonly entry: string;
  readonly chatId: string;
  /** Set by the server from the sign-in: Submitter. */
  readonly authorId: string;
  readonly authorName?: string;
  readonly kind: string;
  readonly text: string;
  /** Set by the server: Submit Date. */
  readonly at: string;
}> {
  readonly kinds: Labels<'requester' | 'agent' | 'system'>;
}

/** The form `ES_Chat:Report_Event`, or one like it. */
export interface ReportForm extends FormMap<{
  readonly entry: string;
  readonly event: string;
  readonly eventId: string;
  readonly eventStatus: string;
  readonly company: string;
  readonly region?: string;
  readonly userId: string;
  readonly start: string;
  readonly end: string;
  readonly duration: string;
  readonly count: string;
  readonly filter1: string;
  readonly filter2: string;
  readonly filter3: string;
  readonly sessionId: string;
  /** Set by the server. */
  readonly createDate: string;
  /** A field for our record's id: asked for before a record is written, since it may have been sent before. */
  readonly recordId?: string;
  /** A long text field for what the form has no field for, as JSON; without it records are read back with less. */
  readonly details?: string;
}> {
  /** How each command is recorded: the installation's event id, event, and what fills the filter fields. */
  readonly events: ReportMapping;
}

/** Which forms of the installation hold what. */
export interface ArSystemForms {
  readonly viewer: ViewerForm;
  readonly companies: CompanyForm;
  readonly queues: QueueForm;
  readonly agents: AgentForm;
  readonly memberships?: MembershipForm;
  readonly chats: ChatForm;
  /** Without it nobody can join a chat from the dashboard. */
  readonly participants?: ParticipantForm;
  readonly messages?: MessageForm;
  readonly reports?: ReportForm;
}
