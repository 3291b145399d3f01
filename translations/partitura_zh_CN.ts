<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>partitura::ui::Actions</name>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Cluster</source>
        <translation>集群(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>语言(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>Close the window; the embedded cluster shuts down cleanly</source>
        <translation>关闭窗口；内置集群将正常停止</translation>
    </message>
    <message>
        <source>Create &amp;topic…</source>
        <translation>创建主题(&amp;T)…</translation>
    </message>
    <message>
        <source>Create a topic: name, partitions, replicas, configs</source>
        <translation>创建主题：名称、分区、副本、配置</translation>
    </message>
    <message>
        <source>&amp;Produce record…</source>
        <translation>发送消息(&amp;P)…</translation>
    </message>
    <message>
        <source>Send one record to a topic</source>
        <translation>向主题发送一条消息</translation>
    </message>
    <message>
        <source>&amp;Copy bootstrap servers</source>
        <translation>复制 bootstrap servers 地址(&amp;C)</translation>
    </message>
    <message>
        <source>Copy the address clients connect to</source>
        <translation>复制客户端连接的地址</translation>
    </message>
    <message>
        <source>&amp;Dark theme</source>
        <translation>深色主题(&amp;D)</translation>
    </message>
    <message>
        <source>Switch between light and dark</source>
        <translation>在浅色与深色之间切换</translation>
    </message>
    <message>
        <source>&amp;Reset layout</source>
        <translation>恢复默认布局(&amp;R)</translation>
    </message>
    <message>
        <source>Put every view back where it was at first</source>
        <translation>将所有视图恢复到初始位置</translation>
    </message>
    <message>
        <source>&amp;About Partitura</source>
        <translation>关于 Partitura(&amp;A)</translation>
    </message>
    <message>
        <source>What this is, and its licence</source>
        <translation>软件说明与许可证</translation>
    </message>
</context>
<context>
    <name>partitura::ui::BrokerItem</name>
    <message>
        <source>leader</source>
        <translation>首领副本</translation>
    </message>
    <message>
        <source>follower, in sync</source>
        <translation>跟随者副本，已同步</translation>
    </message>
    <message>
        <source>follower, in sync but lagging</source>
        <translation>跟随者副本，仍在 ISR 中但已滞后</translation>
    </message>
    <message>
        <source>follower, out of sync</source>
        <translation>跟随者副本，未同步</translation>
    </message>
    <message>
        <source>offline</source>
        <translation>离线</translation>
    </message>
    <message>
        <source>electing a leader</source>
        <translation>正在选举首领副本</translation>
    </message>
    <message>
        <source>starting</source>
        <translation>启动中</translation>
    </message>
    <message>
        <source>running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>stopping</source>
        <translation>停止中</translation>
    </message>
    <message>
        <source>Broker %1</source>
        <translation>Broker %1</translation>
    </message>
    <message>
        <source>No replicas yet</source>
        <translation>尚无副本</translation>
    </message>
    <message>
        <source>and %1 replicas more</source>
        <translation>另有 %1 个副本</translation>
    </message>
    <message>
        <source>&lt;b&gt;%1&lt;/b&gt;&lt;br&gt;%2 replicas here, %3 of them leaders, %4 out of sync or offline</source>
        <translation>&lt;b&gt;%1&lt;/b&gt;&lt;br&gt;此处 %2 个副本，其中 %3 个首领副本，%4 个未同步或离线</translation>
    </message>
    <message>
        <source>&lt;b&gt;%1&lt;/b&gt; on broker %2: %3&lt;br&gt;Log end offset %4</source>
        <translation>&lt;b&gt;%1&lt;/b&gt;，位于 Broker %2：%3&lt;br&gt;日志末端位移（LEO）%4</translation>
    </message>
    <message>
        <source>%1 behind its leader</source>
        <translation>落后首领副本 %1</translation>
    </message>
    <message>
        <source>&lt;b&gt;Broker %1&lt;/b&gt;, %2%3&lt;br&gt;%4 on disk</source>
        <translation>&lt;b&gt;Broker %1&lt;/b&gt;，%2%3&lt;br&gt;磁盘占用 %4</translation>
    </message>
    <message>
        <source>, the active controller</source>
        <translation>，当前控制器（active controller）</translation>
    </message>
</context>
<context>
    <name>partitura::ui::ClientItem</name>
    <message>
        <source>client without a name</source>
        <translation>未命名客户端</translation>
    </message>
    <message>
        <source>&lt;b&gt;%1&lt;/b&gt;&lt;br&gt;%2&lt;br&gt;Connections: %3</source>
        <translation>&lt;b&gt;%1&lt;/b&gt;&lt;br&gt;%2&lt;br&gt;连接数：%3</translation>
    </message>
    <message>
        <source>software not told</source>
        <translation>未告知客户端软件</translation>
    </message>
    <message>
        <source>%1 more producers</source>
        <translation>另外 %1 个生产者</translation>
    </message>
    <message>
        <source>%1 more consumers</source>
        <translation>另外 %1 个消费者</translation>
    </message>
    <message>
        <source>connected, idle</source>
        <translation>已连接，空闲</translation>
    </message>
</context>
<context>
    <name>partitura::ui::ClusterStatus</name>
    <message>
        <source>Brokers up</source>
        <translation>在线 Broker</translation>
    </message>
    <message>
        <source>Brokers running, of all</source>
        <translation>正在运行的 Broker 数 / 总数</translation>
    </message>
    <message>
        <source>Under-replicated</source>
        <translation>副本不足</translation>
    </message>
    <message>
        <source>Partitions with fewer in-sync replicas than assigned</source>
        <translation>已同步副本少于分配副本的分区（under-replicated partitions）</translation>
    </message>
    <message>
        <source>Offline partitions</source>
        <translation>离线分区</translation>
    </message>
    <message>
        <source>Partitions without a leader: nobody can write or read</source>
        <translation>没有首领副本的分区：无法读写</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Records per second that producers append</source>
        <translation>生产者每秒追加的消息数</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>字节</translation>
    </message>
    <message>
        <source>Bytes per second that producers append, before replication</source>
        <translation>生产者每秒追加的字节数（复制之前）</translation>
    </message>
    <message>
        <source>Events dropped</source>
        <translation>丢弃的事件</translation>
    </message>
    <message>
        <source>Events there was no room for; the list has gaps</source>
        <translation>因空间不足而丢弃的事件；列表中有缺口</translation>
    </message>
</context>
<context>
    <name>partitura::ui::EventsModel</name>
    <message>
        <source>Broker started</source>
        <translation>Broker 已启动</translation>
    </message>
    <message>
        <source>Broker stopped</source>
        <translation>Broker 已停止</translation>
    </message>
    <message>
        <source>Controller elected</source>
        <translation>控制器已选出</translation>
    </message>
    <message>
        <source>Topic created</source>
        <translation>主题已创建</translation>
    </message>
    <message>
        <source>Topic deleted</source>
        <translation>主题已删除</translation>
    </message>
    <message>
        <source>Partitions added</source>
        <translation>分区已增加</translation>
    </message>
    <message>
        <source>Leader changed</source>
        <translation>首领副本变更</translation>
    </message>
    <message>
        <source>ISR shrunk</source>
        <translation>ISR 收缩</translation>
    </message>
    <message>
        <source>ISR expanded</source>
        <translation>ISR 扩展</translation>
    </message>
    <message>
        <source>Group rebalancing</source>
        <translation>消费者组再均衡</translation>
    </message>
    <message>
        <source>Group stable</source>
        <translation>消费者组稳定</translation>
    </message>
    <message>
        <source>Group empty</source>
        <translation>消费者组为空</translation>
    </message>
    <message>
        <source>Connection refused</source>
        <translation>连接被拒绝</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>Broker</source>
        <translation>Broker</translation>
    </message>
    <message>
        <source>Topic or group</source>
        <translation>主题或消费者组</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>详情</translation>
    </message>
</context>
<context>
    <name>partitura::ui::EventsView</name>
    <message>
        <source>Events</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>%1 events</source>
        <translation>%1 个事件</translation>
    </message>
    <message>
        <source>%1 of %2 events</source>
        <translation>%1 / %2 个事件</translation>
    </message>
    <message>
        <source>All kinds</source>
        <translation>全部类型</translation>
    </message>
    <message>
        <source>Kind of event</source>
        <translation>事件类型</translation>
    </message>
    <message>
        <source>Events, newest first</source>
        <translation>事件，最新在前</translation>
    </message>
    <message>
        <source>Nothing has happened yet</source>
        <translation>还没有发生任何事件</translation>
    </message>
    <message>
        <source>Leader changes, ISR changes, elections and rebalances appear here as they happen.</source>
        <translation>首领副本变更、ISR 变化、选举和再均衡一旦发生，就会显示在这里。</translation>
    </message>
</context>
<context>
    <name>partitura::ui::FormulaStrip</name>
    <message>
        <source>T = N × R × D: %1 = %2 × %3 × %4; measured %5</source>
        <translation>T = N × R × D：%1 = %2 × %3 × %4；实测 %5</translation>
    </message>
    <message>
        <source>N: partitions. R: replicas of each. D: what a partition gets from producers, on the mean.&lt;br&gt;T counts every replica&apos;s copy; what producers get through is T / R.</source>
        <translation>N：分区数。R：每个分区的副本数。D：平均每个分区从生产者收到的数据量。&lt;br&gt;T 计入每个副本的数据；生产者实际写入的是 T / R。</translation>
    </message>
    <message>
        <source>T, model</source>
        <translation>T，模型</translation>
    </message>
    <message>
        <source>N, partitions</source>
        <translation>N，分区</translation>
    </message>
    <message>
        <source>R, replicas</source>
        <translation>R，副本</translation>
    </message>
    <message>
        <source>D, per partition</source>
        <translation>D，每分区</translation>
    </message>
    <message>
        <source>D, held per partition</source>
        <translation>D，每分区存量</translation>
    </message>
    <message>
        <source>measured</source>
        <translation>实测</translation>
    </message>
    <message>
        <source>residual</source>
        <translation>残差</translation>
    </message>
    <message>
        <source>producers, T / R</source>
        <translation>生产者，T / R</translation>
    </message>
    <message>
        <source>original data, T / R</source>
        <translation>原始数据，T / R</translation>
    </message>
</context>
<context>
    <name>partitura::ui::MainWindow</name>
    <message>
        <source>About Partitura</source>
        <translation>关于 Partitura</translation>
    </message>
    <message>
        <source>&lt;b&gt;Partitura %1&lt;/b&gt;</source>
        <translation>&lt;b&gt;Partitura %1&lt;/b&gt;</translation>
    </message>
    <message>
        <source>A Kafka cluster one can watch at work: to teach, to learn, to develop against.

Free software under the GNU General Public License, version 3 or later. Apache Kafka is a trademark of the Apache Software Foundation, which has no part in this.</source>
        <translation>一个可以看着它工作的 Kafka 集群：用于教学、学习和开发。

自由软件，采用 GNU 通用公共许可证第 3 版或更高版本。Apache Kafka 是 Apache 软件基金会的商标，本软件与该基金会无关。</translation>
    </message>
</context>
<context>
    <name>partitura::ui::NumberText</name>
    <message>
        <source>rec</source>
        <extracomment>Unit after a number: records</extracomment>
        <translation>条</translation>
    </message>
    <message>
        <source>rec/s</source>
        <extracomment>Unit after a number: records per second</extracomment>
        <translation>条/秒</translation>
    </message>
    <message>
        <source>s</source>
        <translation>秒</translation>
    </message>
    <message>
        <source>µs</source>
        <translation>微秒</translation>
    </message>
    <message>
        <source>ms</source>
        <translation>毫秒</translation>
    </message>
    <message>
        <source>min</source>
        <translation>分</translation>
    </message>
    <message>
        <source>h</source>
        <translation>小时</translation>
    </message>
    <message>
        <source>d</source>
        <translation>天</translation>
    </message>
</context>
<context>
    <name>partitura::ui::ReplicaLegend</name>
    <message>
        <source>leader</source>
        <translation>首领副本</translation>
    </message>
    <message>
        <source>in sync</source>
        <translation>已同步</translation>
    </message>
    <message>
        <source>out of sync</source>
        <translation>未同步</translation>
    </message>
    <message>
        <source>offline</source>
        <translation>离线</translation>
    </message>
    <message>
        <source>lagging</source>
        <translation>滞后</translation>
    </message>
    <message>
        <source>electing</source>
        <translation>选举中</translation>
    </message>
    <message>
        <source>Shapes of replicas</source>
        <translation>副本图形</translation>
    </message>
</context>
<context>
    <name>partitura::ui::SourceBar</name>
    <message>
        <source>Clients connect to</source>
        <translation>客户端连接到</translation>
    </message>
    <message>
        <source>with any Kafka client, in any language</source>
        <translation>可用任何语言的 Kafka 客户端</translation>
    </message>
    <message>
        <source>Copy bootstrap servers</source>
        <translation>复制 bootstrap servers 地址</translation>
    </message>
    <message>
        <source>starting</source>
        <translation>启动中</translation>
    </message>
    <message>
        <source>live</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>No cluster</source>
        <translation>没有集群</translation>
    </message>
    <message>
        <source>Copied %1</source>
        <translation>已复制 %1</translation>
    </message>
</context>
<context>
    <name>partitura::ui::ThroughputChart</name>
    <message>
        <source>model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>measured</source>
        <translation>实测</translation>
    </message>
    <message>
        <source>producers</source>
        <translation>生产者</translation>
    </message>
    <message>
        <source>now</source>
        <translation>现在</translation>
    </message>
    <message>
        <source>Throughput over the last two minutes: model and measurement</source>
        <translation>最近两分钟的吞吐量：模型与实测</translation>
    </message>
</context>
<context>
    <name>partitura::ui::ThroughputView</name>
    <message>
        <source>Throughput</source>
        <translation>吞吐量</translation>
    </message>
    <message>
        <source>Whole cluster</source>
        <translation>整个集群</translation>
    </message>
    <message>
        <source>Scope</source>
        <translation>范围</translation>
    </message>
    <message>
        <source>The cluster is the sum of its topics, internal ones left out</source>
        <translation>集群为各主题之和，不含内部主题</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>速率</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>存量</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>读法</translation>
    </message>
    <message>
        <source>Rate: what flows per second. Volume: what is held</source>
        <translation>速率：每秒流过的数据量。存量：已保存的数据量</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>字节</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Pause, to drag and zoom</source>
        <translation>暂停后可拖动和缩放</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
</context>
<context>
    <name>partitura::ui::ThroughputWords</name>
    <message>
        <source>, </source>
        <comment>between broker ids</comment>
        <translation>、</translation>
    </message>
    <message>
        <source>Nothing flows. Start a producer, and model and measurement rise together.</source>
        <translation>没有数据流动。启动一个生产者，模型与实测会一同上升。</translation>
    </message>
    <message>
        <source>Nothing is held yet.</source>
        <translation>尚未保存任何数据。</translation>
    </message>
    <message>
        <source>Model and measurement agree: every replica takes in what its leader does.</source>
        <translation>模型与实测一致：每个副本写入的都与其首领副本相同。</translation>
    </message>
    <message>
        <source>Model and measurement agree: every replica holds what its leader does.</source>
        <translation>模型与实测一致：每个副本保存的都与其首领副本相同。</translation>
    </message>
    <message>
        <source>Replicas offline: %1, on broker %2. Their copies are missing from the measurement.</source>
        <translation>离线副本：%1 个，位于 Broker %2。实测中缺少它们的数据。</translation>
    </message>
    <message>
        <source>Followers behind their leaders: %1, on broker %2, by %3 in all.</source>
        <translation>落后于首领副本的跟随者副本：%1 个，位于 Broker %2，共落后 %3。</translation>
    </message>
    <message>
        <source>Followers catching up: %1, on broker %2. They take in more than producers send now; %3 to go.</source>
        <translation>正在追赶的跟随者副本：%1 个，位于 Broker %2。它们当前写入的多于生产者发送的；还差 %3。</translation>
    </message>
    <message>
        <source>Partitions with another replica count than the mean: %1. N × R × D is then a mean, not exact.</source>
        <translation>副本数与平均值不同的分区：%1 个。此时 N × R × D 只是平均意义上的，并不精确。</translation>
    </message>
    <message>
        <source>Followers hold more than their leaders: retention or compaction has run there first.</source>
        <translation>跟随者副本保存的多于首领副本：首领副本先执行了保留策略或日志压缩。</translation>
    </message>
    <message>
        <source>Copies are made a moment after the original; the two meet as soon as the load is steady.</source>
        <translation>副本总比原始数据晚一点写入；负载稳定后两者即会重合。</translation>
    </message>
    <message>
        <source>Skew: %1-%2 takes %3 of the load, and broker %4 leads %5 of it. T does not show this.</source>
        <translation>数据倾斜：%1-%2 承担了 %3 的负载，Broker %4 领导其中的 %5。T 看不出这一点。</translation>
    </message>
</context>
<context>
    <name>partitura::ui::TopologyCanvas</name>
    <message>
        <source>%1 replicas, drawn as shares of each topic</source>
        <translation>共 %1 个副本，按主题以占比绘制</translation>
    </message>
    <message>
        <source>Producers</source>
        <translation>生产者</translation>
    </message>
    <message>
        <source>Consumers</source>
        <translation>消费者</translation>
    </message>
    <message>
        <source>none connected yet: start one, and its records flow from here</source>
        <translation>尚无连接：启动一个生产者，消息便从这里流出</translation>
    </message>
    <message>
        <source>none connected yet: start one, and records flow to it</source>
        <translation>尚无连接：启动一个消费者，消息便流向它</translation>
    </message>
    <message>
        <source>Broker %1 → %2: %3</source>
        <translation>Broker %1 → %2：%3</translation>
    </message>
    <message>
        <source>%2 → broker %1: %3</source>
        <translation>%2 → Broker %1：%3</translation>
    </message>
    <message>
        <source>Replication</source>
        <translation>副本复制</translation>
    </message>
    <message>
        <source>%1 flows between brokers, drawn as their sum</source>
        <translation>Broker 之间共 %1 条复制流，以总和表示</translation>
    </message>
    <message>
        <source>Replication, broker %1 → broker %2: %3&lt;br&gt;Partitions: %4</source>
        <translation>副本复制，Broker %1 → Broker %2：%3&lt;br&gt;分区数：%4</translation>
    </message>
    <message>
        <source>No topic yet. Create one, and its replicas appear in these boxes.</source>
        <translation>还没有主题。创建一个，其副本就会出现在这些方框中。</translation>
    </message>
</context>
<context>
    <name>partitura::ui::TopologyView</name>
    <message>
        <source>Topology</source>
        <translation>拓扑</translation>
    </message>
    <message>
        <source>Internal topics</source>
        <translation>内部主题</translation>
    </message>
    <message>
        <source>Show topics Kafka keeps for itself, such as __consumer_offsets</source>
        <translation>显示 Kafka 自用的主题，例如 __consumer_offsets</translation>
    </message>
    <message>
        <source>Motion</source>
        <translation>动态</translation>
    </message>
    <message>
        <source>Let records move along the lines while they flow</source>
        <translation>有数据流动时，让消息沿线移动</translation>
    </message>
    <message>
        <source>Brokers, their replicas and clients</source>
        <translation>Broker 及其副本和客户端</translation>
    </message>
    <message>
        <source>The cluster is starting</source>
        <translation>集群正在启动</translation>
    </message>
    <message>
        <source>Brokers appear here with their replicas as soon as they have registered with the controller.</source>
        <translation>Broker 在控制器注册后，会连同其副本显示在这里。</translation>
    </message>
</context>
</TS>
