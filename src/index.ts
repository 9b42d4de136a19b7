/** Everything without side effects: classes of the elements and events, the monitor, and the contract's types. */
export { AgentGrid } from './elements/agent-grid/agent-grid.js';
export { AssignPane } from './elements/assign-pane/assign-pane.js';
export { AssistFlag } from './elements/assist-flag/assist-flag.js';
export { ChatActionMenu } from './elements/chat-action-menu/chat-action-menu.js';
export { ChatAttention } from './elements/chat-attention/chat-attention.js';
export { ChatMetrics } from './elements/chat-metrics/chat-metrics.js';
export { ChatMonitorElement } from './elements/chat-monitor/chat-monitor.js';
export { ChatMonitorGrid } from './elements/chat-monitor-grid/chat-monitor-grid.js';
export { ChatScope } from './elements/chat-scope/chat-scope.js';
export { ChatTranscript } from './elements/chat-transcript/chat-transcript.js';
export { MyChats } from './elements/my-chats/my-chats.js';
export { ReportEventLog } from './elements/report-event-log/report-event-log.js';
export * from './elements/shared/events/index.js';
export { inlineName } from './elements/shared/texts/inline-name.js';
export type { Messages, TextsSource } from './elements/shared/texts/texts.js';
export * from './connect.js';
export * from './contract/index.js';
export * from './monitor/index.js';
