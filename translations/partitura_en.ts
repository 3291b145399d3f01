<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>partitura::ui::Actions</name>
    <message>
        <source>&amp;File</source>
        <translation>&amp;File</translation>
    </message>
    <message>
        <source>&amp;Cluster</source>
        <translation>&amp;Cluster</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;View</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Help</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Language</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Quit</translation>
    </message>
    <message>
        <source>Close the window; the embedded cluster shuts down cleanly</source>
        <translation>Close the window; the embedded cluster shuts down cleanly</translation>
    </message>
    <message>
        <source>Create &amp;topic…</source>
        <translation>Create &amp;topic…</translation>
    </message>
    <message>
        <source>Create a topic: name, partitions, replicas, configs</source>
        <translation>Create a topic: name, partitions, replicas, configs</translation>
    </message>
    <message>
        <source>&amp;Produce record…</source>
        <translation>&amp;Produce record…</translation>
    </message>
    <message>
        <source>Send one record to a topic</source>
        <translation>Send one record to a topic</translation>
    </message>
    <message>
        <source>&amp;Copy bootstrap servers</source>
        <translation>&amp;Copy bootstrap servers</translation>
    </message>
    <message>
        <source>Copy the address clients connect to</source>
        <translation>Copy the address clients connect to</translation>
    </message>
    <message>
        <source>&amp;Dark theme</source>
        <translation>&amp;Dark theme</translation>
    </message>
    <message>
        <source>Switch between light and dark</source>
        <translation>Switch between light and dark</translation>
    </message>
    <message>
        <source>&amp;Reset layout</source>
        <translation>&amp;Reset layout</translation>
    </message>
    <message>
        <source>Put every view back where it was at first</source>
        <translation>Put every view back where it was at first</translation>
    </message>
    <message>
        <source>&amp;About Partitura</source>
        <translation>&amp;About Partitura</translation>
    </message>
    <message>
        <source>What this is, and its licence</source>
        <translation>What this is, and its licence</translation>
    </message>
</context>
<context>
    <name>partitura::ui::BrokerItem</name>
    <message>
        <source>leader</source>
        <translation>leader</translation>
    </message>
    <message>
        <source>follower, in sync</source>
        <translation>follower, in sync</translation>
    </message>
    <message>
        <source>follower, in sync but lagging</source>
        <translation>follower, in sync but lagging</translation>
    </message>
    <message>
        <source>follower, out of sync</source>
        <translation>follower, out of sync</translation>
    </message>
    <message>
        <source>offline</source>
        <translation>offline</translation>
    </message>
    <message>
        <source>electing a leader</source>
        <translation>electing a leader</translation>
    </message>
    <message>
        <source>starting</source>
        <translation>starting</translation>
    </message>
    <message>
        <source>running</source>
        <translation>running</translation>
    </message>
    <message>
        <source>stopping</source>
        <translation>stopping</translation>
    </message>
    <message>
        <source>Broker %1</source>
        <translation>Broker %1</translation>
    </message>
    <message>
        <source>No replicas yet</source>
        <translation>No replicas yet</translation>
    </message>
    <message>
        <source>and %1 replicas more</source>
        <translation>and %1 replicas more</translation>
    </message>
    <message>
        <source>&lt;b&gt;%1&lt;/b&gt;&lt;br&gt;%2 replicas here, %3 of them leaders, %4 out of sync or offline</source>
        <translation>&lt;b&gt;%1&lt;/b&gt;&lt;br&gt;%2 replicas here, %3 of them leaders, %4 out of sync or offline</translation>
    </message>
    <message>
        <source>&lt;b&gt;%1&lt;/b&gt; on broker %2: %3&lt;br&gt;Log end offset %4</source>
        <translation>&lt;b&gt;%1&lt;/b&gt; on broker %2: %3&lt;br&gt;Log end offset %4</translation>
    </message>
    <message>
        <source>%1 behind its leader</source>
        <translation>%1 behind its leader</translation>
    </message>
    <message>
        <source>&lt;b&gt;Broker %1&lt;/b&gt;, %2%3&lt;br&gt;%4 on disk</source>
        <translation>&lt;b&gt;Broker %1&lt;/b&gt;, %2%3&lt;br&gt;%4 on disk</translation>
    </message>
    <message>
        <source>, the active controller</source>
        <translation>, the active controller</translation>
    </message>
</context>
<context>
    <name>partitura::ui::ClientItem</name>
    <message>
        <source>client without a name</source>
        <translation>client without a name</translation>
    </message>
    <message>
        <source>&lt;b&gt;%1&lt;/b&gt;&lt;br&gt;%2&lt;br&gt;Connections: %3</source>
        <translation>&lt;b&gt;%1&lt;/b&gt;&lt;br&gt;%2&lt;br&gt;Connections: %3</translation>
    </message>
    <message>
        <source>software not told</source>
        <translation>software not told</translation>
    </message>
    <message>
        <source>%1 more producers</source>
        <translation>%1 more producers</translation>
    </message>
    <message>
        <source>%1 more consumers</source>
        <translation>%1 more consumers</translation>
    </message>
    <message>
        <source>connected, idle</source>
        <translation>connected, idle</translation>
    </message>
</context>
<context>
    <name>partitura::ui::ClusterStatus</name>
    <message>
        <source>Brokers up</source>
        <translation>Brokers up</translation>
    </message>
    <message>
        <source>Brokers running, of all</source>
        <translation>Brokers running, of all</translation>
    </message>
    <message>
        <source>Under-replicated</source>
        <translation>Under-replicated</translation>
    </message>
    <message>
        <source>Partitions with fewer in-sync replicas than assigned</source>
        <translation>Partitions with fewer in-sync replicas than assigned</translation>
    </message>
    <message>
        <source>Offline partitions</source>
        <translation>Offline partitions</translation>
    </message>
    <message>
        <source>Partitions without a leader: nobody can write or read</source>
        <translation>Partitions without a leader: nobody can write or read</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Messages</translation>
    </message>
    <message>
        <source>Records per second that producers append</source>
        <translation>Records per second that producers append</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>Bytes</translation>
    </message>
    <message>
        <source>Bytes per second that producers append, before replication</source>
        <translation>Bytes per second that producers append, before replication</translation>
    </message>
    <message>
        <source>Events dropped</source>
        <translation>Events dropped</translation>
    </message>
    <message>
        <source>Events there was no room for; the list has gaps</source>
        <translation>Events there was no room for; the list has gaps</translation>
    </message>
</context>
<context>
    <name>partitura::ui::EventsModel</name>
    <message>
        <source>Broker started</source>
        <translation>Broker started</translation>
    </message>
    <message>
        <source>Broker stopped</source>
        <translation>Broker stopped</translation>
    </message>
    <message>
        <source>Controller elected</source>
        <translation>Controller elected</translation>
    </message>
    <message>
        <source>Topic created</source>
        <translation>Topic created</translation>
    </message>
    <message>
        <source>Topic deleted</source>
        <translation>Topic deleted</translation>
    </message>
    <message>
        <source>Partitions added</source>
        <translation>Partitions added</translation>
    </message>
    <message>
        <source>Leader changed</source>
        <translation>Leader changed</translation>
    </message>
    <message>
        <source>ISR shrunk</source>
        <translation>ISR shrunk</translation>
    </message>
    <message>
        <source>ISR expanded</source>
        <translation>ISR expanded</translation>
    </message>
    <message>
        <source>Group rebalancing</source>
        <translation>Group rebalancing</translation>
    </message>
    <message>
        <source>Group stable</source>
        <translation>Group stable</translation>
    </message>
    <message>
        <source>Group empty</source>
        <translation>Group empty</translation>
    </message>
    <message>
        <source>Connection refused</source>
        <translation>Connection refused</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Time</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Event</translation>
    </message>
    <message>
        <source>Broker</source>
        <translation>Broker</translation>
    </message>
    <message>
        <source>Topic or group</source>
        <translation>Topic or group</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>What happened</translation>
    </message>
</context>
<context>
    <name>partitura::ui::EventsView</name>
    <message>
        <source>Events</source>
        <translation>Events</translation>
    </message>
    <message>
        <source>%1 events</source>
        <translation>%1 events</translation>
    </message>
    <message>
        <source>%1 of %2 events</source>
        <translation>%1 of %2 events</translation>
    </message>
    <message>
        <source>All kinds</source>
        <translation>All kinds</translation>
    </message>
    <message>
        <source>Kind of event</source>
        <translation>Kind of event</translation>
    </message>
    <message>
        <source>Events, newest first</source>
        <translation>Events, newest first</translation>
    </message>
    <message>
        <source>Nothing has happened yet</source>
        <translation>Nothing has happened yet</translation>
    </message>
    <message>
        <source>Leader changes, ISR changes, elections and rebalances appear here as they happen.</source>
        <translation>Leader changes, ISR changes, elections and rebalances appear here as they happen.</translation>
    </message>
</context>
<context>
    <name>partitura::ui::FormulaStrip</name>
    <message>
        <source>T = N × R × D: %1 = %2 × %3 × %4; measured %5</source>
        <translation>T = N × R × D: %1 = %2 × %3 × %4; measured %5</translation>
    </message>
    <message>
        <source>N: partitions. R: replicas of each. D: what a partition gets from producers, on the mean.&lt;br&gt;T counts every replica&apos;s copy; what producers get through is T / R.</source>
        <translation>N: partitions. R: replicas of each. D: what a partition gets from producers, on the mean.&lt;br&gt;T counts every replica&apos;s copy; what producers get through is T / R.</translation>
    </message>
    <message>
        <source>T, model</source>
        <translation>T, model</translation>
    </message>
    <message>
        <source>N, partitions</source>
        <translation>N, partitions</translation>
    </message>
    <message>
        <source>R, replicas</source>
        <translation>R, replicas</translation>
    </message>
    <message>
        <source>D, per partition</source>
        <translation>D, per partition</translation>
    </message>
    <message>
        <source>D, held per partition</source>
        <translation>D, held per partition</translation>
    </message>
    <message>
        <source>measured</source>
        <translation>measured</translation>
    </message>
    <message>
        <source>residual</source>
        <translation>residual</translation>
    </message>
    <message>
        <source>producers, T / R</source>
        <translation>producers, T / R</translation>
    </message>
    <message>
        <source>original data, T / R</source>
        <translation>original data, T / R</translation>
    </message>
</context>
<context>
    <name>partitura::ui::MainWindow</name>
    <message>
        <source>About Partitura</source>
        <translation>About Partitura</translation>
    </message>
    <message>
        <source>&lt;b&gt;Partitura %1&lt;/b&gt;</source>
        <translation>&lt;b&gt;Partitura %1&lt;/b&gt;</translation>
    </message>
    <message>
        <source>A Kafka cluster one can watch at work: to teach, to learn, to develop against.

Free software under the GNU General Public License, version 3 or later. Apache Kafka is a trademark of the Apache Software Foundation, which has no part in this.</source>
        <translation>A Kafka cluster one can watch at work: to teach, to learn, to develop against.

Free software under the GNU General Public License, version 3 or later. Apache Kafka is a trademark of the Apache Software Foundation, which has no part in this.</translation>
    </message>
</context>
<context>
    <name>partitura::ui::NumberText</name>
    <message>
        <source>rec</source>
        <extracomment>Unit after a number: records</extracomment>
        <translation>rec</translation>
    </message>
    <message>
        <source>rec/s</source>
        <extracomment>Unit after a number: records per second</extracomment>
        <translation>rec/s</translation>
    </message>
    <message>
        <source>s</source>
        <translation>s</translation>
    </message>
    <message>
        <source>µs</source>
        <translation>µs</translation>
    </message>
    <message>
        <source>ms</source>
        <translation>ms</translation>
    </message>
    <message>
        <source>min</source>
        <translation>min</translation>
    </message>
    <message>
        <source>h</source>
        <translation>h</translation>
    </message>
    <message>
        <source>d</source>
        <translation>d</translation>
    </message>
</context>
<context>
    <name>partitura::ui::ReplicaLegend</name>
    <message>
        <source>leader</source>
        <translation>leader</translation>
    </message>
    <message>
        <source>in sync</source>
        <translation>in sync</translation>
    </message>
    <message>
        <source>out of sync</source>
        <translation>out of sync</translation>
    </message>
    <message>
        <source>offline</source>
        <translation>offline</translation>
    </message>
    <message>
        <source>lagging</source>
        <translation>lagging</translation>
    </message>
    <message>
        <source>electing</source>
        <translation>electing</translation>
    </message>
    <message>
        <source>Shapes of replicas</source>
        <translation>Shapes of replicas</translation>
    </message>
</context>
<context>
    <name>partitura::ui::SourceBar</name>
    <message>
        <source>Clients connect to</source>
        <translation>Clients connect to</translation>
    </message>
    <message>
        <source>with any Kafka client, in any language</source>
        <translation>with any Kafka client, in any language</translation>
    </message>
    <message>
        <source>Copy bootstrap servers</source>
        <translation>Copy bootstrap servers</translation>
    </message>
    <message>
        <source>starting</source>
        <translation>starting</translation>
    </message>
    <message>
        <source>live</source>
        <translation>live</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>stopped</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>failed</translation>
    </message>
    <message>
        <source>No cluster</source>
        <translation>No cluster</translation>
    </message>
    <message>
        <source>Copied %1</source>
        <translation>Copied %1</translation>
    </message>
</context>
<context>
    <name>partitura::ui::ThroughputChart</name>
    <message>
        <source>model</source>
        <translation>model</translation>
    </message>
    <message>
        <source>measured</source>
        <translation>measured</translation>
    </message>
    <message>
        <source>producers</source>
        <translation>producers</translation>
    </message>
    <message>
        <source>now</source>
        <translation>now</translation>
    </message>
    <message>
        <source>Throughput over the last two minutes: model and measurement</source>
        <translation>Throughput over the last two minutes: model and measurement</translation>
    </message>
</context>
<context>
    <name>partitura::ui::ThroughputView</name>
    <message>
        <source>Throughput</source>
        <translation>Throughput</translation>
    </message>
    <message>
        <source>Whole cluster</source>
        <translation>Whole cluster</translation>
    </message>
    <message>
        <source>Scope</source>
        <translation>Scope</translation>
    </message>
    <message>
        <source>The cluster is the sum of its topics, internal ones left out</source>
        <translation>The cluster is the sum of its topics, internal ones left out</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>Rate</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>Volume</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>Reading</translation>
    </message>
    <message>
        <source>Rate: what flows per second. Volume: what is held</source>
        <translation>Rate: what flows per second. Volume: what is held</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>Bytes</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>Records</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Unit</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Go on</translation>
    </message>
    <message>
        <source>Pause, to drag and zoom</source>
        <translation>Pause, to drag and zoom</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
</context>
<context>
    <name>partitura::ui::ThroughputWords</name>
    <message>
        <source>, </source>
        <comment>between broker ids</comment>
        <translation>, </translation>
    </message>
    <message>
        <source>Nothing flows. Start a producer, and model and measurement rise together.</source>
        <translation>Nothing flows. Start a producer, and model and measurement rise together.</translation>
    </message>
    <message>
        <source>Nothing is held yet.</source>
        <translation>Nothing is held yet.</translation>
    </message>
    <message>
        <source>Model and measurement agree: every replica takes in what its leader does.</source>
        <translation>Model and measurement agree: every replica takes in what its leader does.</translation>
    </message>
    <message>
        <source>Model and measurement agree: every replica holds what its leader does.</source>
        <translation>Model and measurement agree: every replica holds what its leader does.</translation>
    </message>
    <message>
        <source>Replicas offline: %1, on broker %2. Their copies are missing from the measurement.</source>
        <translation>Replicas offline: %1, on broker %2. Their copies are missing from the measurement.</translation>
    </message>
    <message>
        <source>Followers behind their leaders: %1, on broker %2, by %3 in all.</source>
        <translation>Followers behind their leaders: %1, on broker %2, by %3 in all.</translation>
    </message>
    <message>
        <source>Followers catching up: %1, on broker %2. They take in more than producers send now; %3 to go.</source>
        <translation>Followers catching up: %1, on broker %2. They take in more than producers send now; %3 to go.</translation>
    </message>
    <message>
        <source>Partitions with another replica count than the mean: %1. N × R × D is then a mean, not exact.</source>
        <translation>Partitions with another replica count than the mean: %1. N × R × D is then a mean, not exact.</translation>
    </message>
    <message>
        <source>Followers hold more than their leaders: retention or compaction has run there first.</source>
        <translation>Followers hold more than their leaders: retention or compaction has run there first.</translation>
    </message>
    <message>
        <source>Copies are made a moment after the original; the two meet as soon as the load is steady.</source>
        <translation>Copies are made a moment after the original; the two meet as soon as the load is steady.</translation>
    </message>
    <message>
        <source>Skew: %1-%2 takes %3 of the load, and broker %4 leads %5 of it. T does not show this.</source>
        <translation>Skew: %1-%2 takes %3 of the load, and broker %4 leads %5 of it. T does not show this.</translation>
    </message>
</context>
<context>
    <name>partitura::ui::TopologyCanvas</name>
    <message>
        <source>%1 replicas, drawn as shares of each topic</source>
        <translation>%1 replicas, drawn as shares of each topic</translation>
    </message>
    <message>
        <source>Producers</source>
        <translation>Producers</translation>
    </message>
    <message>
        <source>Consumers</source>
        <translation>Consumers</translation>
    </message>
    <message>
        <source>none connected yet: start one, and its records flow from here</source>
        <translation>none connected yet: start one, and its records flow from here</translation>
    </message>
    <message>
        <source>none connected yet: start one, and records flow to it</source>
        <translation>none connected yet: start one, and records flow to it</translation>
    </message>
    <message>
        <source>Broker %1 → %2: %3</source>
        <translation>Broker %1 → %2: %3</translation>
    </message>
    <message>
        <source>%2 → broker %1: %3</source>
        <translation>%2 → broker %1: %3</translation>
    </message>
    <message>
        <source>Replication</source>
        <translation>Replication</translation>
    </message>
    <message>
        <source>%1 flows between brokers, drawn as their sum</source>
        <translation>%1 flows between brokers, drawn as their sum</translation>
    </message>
    <message>
        <source>Replication, broker %1 → broker %2: %3&lt;br&gt;Partitions: %4</source>
        <translation>Replication, broker %1 → broker %2: %3&lt;br&gt;Partitions: %4</translation>
    </message>
    <message>
        <source>No topic yet. Create one, and its replicas appear in these boxes.</source>
        <translation>No topic yet. Create one, and its replicas appear in these boxes.</translation>
    </message>
</context>
<context>
    <name>partitura::ui::TopologyView</name>
    <message>
        <source>Topology</source>
        <translation>Topology</translation>
    </message>
    <message>
        <source>Internal topics</source>
        <translation>Internal topics</translation>
    </message>
    <message>
        <source>Show topics Kafka keeps for itself, such as __consumer_offsets</source>
        <translation>Show topics Kafka keeps for itself, such as __consumer_offsets</translation>
    </message>
    <message>
        <source>Motion</source>
        <translation>Motion</translation>
    </message>
    <message>
        <source>Let records move along the lines while they flow</source>
        <translation>Let records move along the lines while they flow</translation>
    </message>
    <message>
        <source>Brokers, their replicas and clients</source>
        <translation>Brokers, their replicas and clients</translation>
    </message>
    <message>
        <source>The cluster is starting</source>
        <translation>The cluster is starting</translation>
    </message>
    <message>
        <source>Brokers appear here with their replicas as soon as they have registered with the controller.</source>
        <translation>Brokers appear here with their replicas as soon as they have registered with the controller.</translation>
    </message>
</context>
</TS>
