<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>ActionText</name>
    <message>
        <source>broker %1</source>
        <translation>Broker %1</translation>
    </message>
    <message>
        <source>clients</source>
        <translation>客户端</translation>
    </message>
    <message>
        <source>Cut between %1 and %2</source>
        <translation>%1 与 %2 之间的连接已切断</translation>
    </message>
    <message>
        <source>Clogged from %1 to %2</source>
        <translation>从 %1 到 %2 已堵塞</translation>
    </message>
    <message>
        <source>Delay of %3 from %1 to %2</source>
        <translation>从 %1 到 %2 延迟 %3</translation>
    </message>
    <message>
        <source>Frames lost from %1 to %2: %3 of a million</source>
        <translation>从 %1 到 %2 丢帧：百万分之 %3</translation>
    </message>
    <message>
        <source>%1: %2 left on its disk</source>
        <translation>%1：磁盘剩余 %2</translation>
    </message>
    <message>
        <source>%1: writes fail</source>
        <translation>%1：写入失败</translation>
    </message>
    <message>
        <source>%1: syncs fail</source>
        <translation>%1：同步落盘失败</translation>
    </message>
    <message>
        <source>%1: its disk takes %2 longer</source>
        <translation>%1：磁盘操作延长 %2</translation>
    </message>
    <message>
        <source>%1: one read in %2 has a bit flipped</source>
        <translation>%1：每 %2 次读取有一次出现位翻转</translation>
    </message>
    <message>
        <source>%1: its clock is %2 ms ahead</source>
        <translation>%1：时钟快 %2 毫秒</translation>
    </message>
    <message>
        <source>%1: the next %2 requests fail (%3)</source>
        <translation>%1：接下来的 %2 个请求将失败（%3）</translation>
    </message>
    <message>
        <source>%1: the next %2 requests are delayed (%3)</source>
        <translation>%1：接下来的 %2 个请求将延迟（%3）</translation>
    </message>
    <message>
        <source>%1: the next %2 requests are dropped (%3)</source>
        <translation>%1：接下来的 %2 个请求将被丢弃（%3）</translation>
    </message>
    <message>
        <source>.</source>
        <comment>full stop</comment>
        <translation>。</translation>
    </message>
    <message>
        <source>Broker</source>
        <translation>Broker</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>磁盘</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>时钟</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>请求</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>链路</translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Partition</source>
        <translation>分区</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>消费者组</translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation>集群</translation>
    </message>
    <message>
        <source>Workload</source>
        <translation>负载</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>clients</source>
        <translation>客户端</translation>
    </message>
    <message>
        <source>brokers</source>
        <translation>Broker</translation>
    </message>
    <message>
        <source>any</source>
        <translation>任意</translation>
    </message>
    <message>
        <source>earliest</source>
        <translation>最早</translation>
    </message>
    <message>
        <source>latest</source>
        <translation>最新</translation>
    </message>
    <message>
        <source>offset</source>
        <translation>位移</translation>
    </message>
    <message>
        <source>time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>shift</source>
        <translation>平移</translation>
    </message>
    <message>
        <source>group</source>
        <translation>其他消费者组</translation>
    </message>
    <message>
        <source>offsets</source>
        <translation>指定各分区位移</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>语言(&amp;L)</translation>
    </message>
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
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>Close the window; the embedded cluster shuts down cleanly</source>
        <translation>关闭窗口；内置集群将正常停止</translation>
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
        <source>&amp;Undo last action</source>
        <translation>撤销上一步操作(&amp;U)</translation>
    </message>
    <message>
        <source>Take back what was done to the cluster last, where that can be</source>
        <translation>撤销最近一次对集群的操作（如果可以撤销）</translation>
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
        <source>Show &amp;all again</source>
        <translation>显示全部(&amp;A)</translation>
    </message>
    <message>
        <source>No longer narrow the views to what was chosen</source>
        <translation>不再按所选内容筛选各视图</translation>
    </message>
    <message>
        <source>&amp;Pin view</source>
        <translation>固定视图(&amp;P)</translation>
    </message>
    <message>
        <source>The view one works in keeps what it shows, whatever is chosen elsewhere</source>
        <translation>当前视图保持所显示的内容，不随其他视图中的选择而变</translation>
    </message>
    <message>
        <source>&amp;Reset layout</source>
        <translation>恢复默认布局(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;About Partitura</source>
        <translation>关于 Partitura(&amp;A)</translation>
    </message>
    <message>
        <source>What this is, and its licence</source>
        <translation>软件说明与许可证</translation>
    </message>
    <message>
        <source>Broker</source>
        <translation>Broker</translation>
    </message>
    <message>
        <source>The broker&apos;s id</source>
        <translation>Broker 的编号</translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>The topic</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Partition</source>
        <translation>分区</translation>
    </message>
    <message>
        <source>The partition&apos;s number</source>
        <translation>分区编号</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>消费者组</translation>
    </message>
    <message>
        <source>The consumer group</source>
        <translation>消费者组</translation>
    </message>
    <message>
        <source>Both ways</source>
        <translation>双向</translation>
    </message>
    <message>
        <source>Also the other way</source>
        <translation>反方向也生效</translation>
    </message>
    <message>
        <source>From</source>
        <translation>从</translation>
    </message>
    <message>
        <source>A broker&apos;s id, or clients</source>
        <translation>Broker 编号，或 clients（客户端）</translation>
    </message>
    <message>
        <source>To</source>
        <translation>到</translation>
    </message>
    <message>
        <source>Bytes left</source>
        <translation>剩余字节</translation>
    </message>
    <message>
        <source>Files grow by so many bytes more</source>
        <translation>文件还能增长这么多字节</translation>
    </message>
    <message>
        <source>Each operation takes longer by</source>
        <translation>每次操作延长</translation>
    </message>
    <message>
        <source>Each operation takes so many milliseconds longer</source>
        <translation>每次操作延长这么多毫秒</translation>
    </message>
    <message>
        <source>Background only</source>
        <translation>仅后台操作</translation>
    </message>
    <message>
        <source>Only those that the broker does not wait for</source>
        <translation>仅限 Broker 不等待的操作</translation>
    </message>
    <message>
        <source>One read in</source>
        <translation>每多少次读取</translation>
    </message>
    <message>
        <source>One read in so many has a bit inverted</source>
        <translation>每这么多次读取有一次出现位翻转</translation>
    </message>
    <message>
        <source>API</source>
        <translation>API</translation>
    </message>
    <message>
        <source>Of this API, such as Produce (default: all)</source>
        <translation>仅此 API，例如 Produce（默认：全部）</translation>
    </message>
    <message>
        <source>How many</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>The next so many (default: 1)</source>
        <translation>接下来的这么多个（默认：1）</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Answer with this error, such as NOT_LEADER_OR_FOLLOWER</source>
        <translation>以此错误响应，例如 NOT_LEADER_OR_FOLLOWER</translation>
    </message>
    <message>
        <source>Delay</source>
        <translation>延迟</translation>
    </message>
    <message>
        <source>Wait so many milliseconds before handling or answering</source>
        <translation>在处理或响应之前等待这么多毫秒</translation>
    </message>
    <message>
        <source>Sent by</source>
        <translation>发送方</translation>
    </message>
    <message>
        <source>Those of clients (default), brokers or any</source>
        <translation>来自客户端（默认）、Broker 或任意一方的请求</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>What is drawn by chance follows from it (default: 1)</source>
        <translation>随机结果由它决定（默认：1）</translation>
    </message>
    <message>
        <source>Remove broker…</source>
        <translation>移除 Broker…</translation>
    </message>
    <message>
        <source>Stop it and have the controller forget it; it must hold no replicas and not vote</source>
        <translation>停止并让控制器注销它；它不能持有副本，也不能是投票节点</translation>
    </message>
    <message>
        <source>Start broker</source>
        <translation>启动 Broker</translation>
    </message>
    <message>
        <source>Start one that is stopped or crashed</source>
        <translation>启动已停止或已崩溃的 Broker</translation>
    </message>
    <message>
        <source>Stop broker</source>
        <translation>停止 Broker</translation>
    </message>
    <message>
        <source>Hand over what it leads, then stop it in order</source>
        <translation>先移交首领副本，再正常停止</translation>
    </message>
    <message>
        <source>Crash broker</source>
        <translation>使 Broker 崩溃</translation>
    </message>
    <message>
        <source>End it without its doing; what it wrote stays</source>
        <translation>强行终止，已写入的数据保留</translation>
    </message>
    <message>
        <source>Restart broker</source>
        <translation>重启 Broker</translation>
    </message>
    <message>
        <source>Stop it, if it runs, and start it</source>
        <translation>若在运行则先停止，再启动</translation>
    </message>
    <message>
        <source>Pause broker</source>
        <translation>暂停 Broker</translation>
    </message>
    <message>
        <source>Let it stand still: it handles nothing, its connections stay</source>
        <translation>使其静止：不处理任何请求，连接保持</translation>
    </message>
    <message>
        <source>Resume broker</source>
        <translation>恢复 Broker</translation>
    </message>
    <message>
        <source>Let a paused one go on</source>
        <translation>让已暂停的 Broker 继续运行</translation>
    </message>
    <message>
        <source>Add broker</source>
        <translation>添加 Broker</translation>
    </message>
    <message>
        <source>Add a broker</source>
        <translation>添加一个 Broker</translation>
    </message>
    <message>
        <source>Its id (default: the next free one)</source>
        <translation>它的编号（默认：下一个可用编号）</translation>
    </message>
    <message>
        <source>Cut link</source>
        <translation>切断链路</translation>
    </message>
    <message>
        <source>Separate two nodes, both ways, and end their connections</source>
        <translation>双向隔离两个节点，并断开其连接</translation>
    </message>
    <message>
        <source>Heal link</source>
        <translation>恢复链路</translation>
    </message>
    <message>
        <source>Join two nodes again and take back all that is wrong between them</source>
        <translation>重新连通两个节点，并撤销两者之间的所有故障</translation>
    </message>
    <message>
        <source>Reset connections</source>
        <translation>重置连接</translation>
    </message>
    <message>
        <source>End the connections between two nodes; they may connect again</source>
        <translation>断开两个节点之间的连接，之后可以重连</translation>
    </message>
    <message>
        <source>Clog link…</source>
        <translation>堵塞链路…</translation>
    </message>
    <message>
        <source>Hold all that goes FROM TO; nothing is lost</source>
        <translation>扣住该方向上的所有数据，但不丢失</translation>
    </message>
    <message>
        <source>Unclog link</source>
        <translation>疏通链路</translation>
    </message>
    <message>
        <source>Let go on what a clog holds</source>
        <translation>放行被扣住的数据</translation>
    </message>
    <message>
        <source>Delay link…</source>
        <translation>延迟链路…</translation>
    </message>
    <message>
        <source>Delay what goes FROM TO; 0 ends it</source>
        <translation>延迟该方向上的数据；0 表示结束</translation>
    </message>
    <message>
        <source>Milliseconds on average</source>
        <translation>平均毫秒数</translation>
    </message>
    <message>
        <source>At least</source>
        <translation>至少</translation>
    </message>
    <message>
        <source>Milliseconds at least (default: as the average, so that all are equal)</source>
        <translation>最少毫秒数（默认与平均值相同，即延迟恒定）</translation>
    </message>
    <message>
        <source>Lose frames…</source>
        <translation>丢帧…</translation>
    </message>
    <message>
        <source>Lose frames FROM TO, which resets their connection; 0 ends it</source>
        <translation>丢弃该方向上的帧，这会重置连接；0 表示结束</translation>
    </message>
    <message>
        <source>Of a million</source>
        <translation>每百万帧</translation>
    </message>
    <message>
        <source>Frames of a million</source>
        <translation>每百万帧丢弃的数量</translation>
    </message>
    <message>
        <source>End delay</source>
        <translation>结束延迟</translation>
    </message>
    <message>
        <source>Delay nothing more between two nodes</source>
        <translation>两个节点之间不再延迟</translation>
    </message>
    <message>
        <source>End loss</source>
        <translation>结束丢帧</translation>
    </message>
    <message>
        <source>Lose nothing more between two nodes</source>
        <translation>两个节点之间不再丢帧</translation>
    </message>
    <message>
        <source>Split network…</source>
        <translation>分割网络…</translation>
    </message>
    <message>
        <source>Cut some brokers off from the others, and on request from clients</source>
        <translation>将部分 Broker 与其余 Broker 隔离，也可与客户端隔离</translation>
    </message>
    <message>
        <source>Brokers</source>
        <translation>Broker</translation>
    </message>
    <message>
        <source>Those on one side; all others are on the other</source>
        <translation>位于一侧的 Broker；其余都在另一侧</translation>
    </message>
    <message>
        <source>Clients on the other side</source>
        <translation>客户端在另一侧</translation>
    </message>
    <message>
        <source>Clients are on the other side, too</source>
        <translation>客户端也位于另一侧</translation>
    </message>
    <message>
        <source>Join network…</source>
        <translation>恢复网络…</translation>
    </message>
    <message>
        <source>Join brokers with all others again, and with clients</source>
        <translation>让这些 Broker 与其余 Broker 以及客户端重新连通</translation>
    </message>
    <message>
        <source>Those that were cut off</source>
        <translation>被隔离的 Broker</translation>
    </message>
    <message>
        <source>With clients</source>
        <translation>包括客户端</translation>
    </message>
    <message>
        <source>Also with clients</source>
        <translation>也与客户端连通</translation>
    </message>
    <message>
        <source>Heal disk</source>
        <translation>恢复磁盘</translation>
    </message>
    <message>
        <source>Nothing is wrong with the disk any more</source>
        <translation>磁盘不再有任何故障</translation>
    </message>
    <message>
        <source>Slow disk…</source>
        <translation>磁盘变慢…</translation>
    </message>
    <message>
        <source>Each read, write and sync takes longer</source>
        <translation>每次读取、写入和落盘都变慢</translation>
    </message>
    <message>
        <source>Fill disk…</source>
        <translation>磁盘写满…</translation>
    </message>
    <message>
        <source>Files grow by so many bytes more, then writes fail</source>
        <translation>文件再增长这么多字节后写入失败</translation>
    </message>
    <message>
        <source>Fail writes</source>
        <translation>写入失败</translation>
    </message>
    <message>
        <source>Every write fails, with a part written</source>
        <translation>每次写入都失败，只写入一部分</translation>
    </message>
    <message>
        <source>Fail syncs</source>
        <translation>落盘失败</translation>
    </message>
    <message>
        <source>Every fsync of a file or directory fails</source>
        <translation>文件或目录的每次 fsync 都失败</translation>
    </message>
    <message>
        <source>Flip bits of reads…</source>
        <translation>读取位翻转…</translation>
    </message>
    <message>
        <source>By chance, one read in so many has a bit inverted</source>
        <translation>随机地，每这么多次读取有一次出现位翻转</translation>
    </message>
    <message>
        <source>Disk faults…</source>
        <translation>磁盘故障…</translation>
    </message>
    <message>
        <source>Set what is wrong with a broker&apos;s disk; without options it is well again</source>
        <translation>设置 Broker 磁盘的故障；不带选项则恢复正常</translation>
    </message>
    <message>
        <source>Writes fail</source>
        <translation>写入失败</translation>
    </message>
    <message>
        <source>Syncs fail</source>
        <translation>落盘失败</translation>
    </message>
    <message>
        <source>Flip a stored bit…</source>
        <translation>翻转已存储的位…</translation>
    </message>
    <message>
        <source>Invert a bit of a replica&apos;s oldest segment where it is stored</source>
        <translation>在磁盘上翻转副本最旧日志段中的一位</translation>
    </message>
    <message>
        <source>Bit</source>
        <translation>位</translation>
    </message>
    <message>
        <source>Its number, from the segment&apos;s beginning</source>
        <translation>从日志段开头算起的位编号</translation>
    </message>
    <message>
        <source>Skew clock…</source>
        <translation>时钟偏移…</translation>
    </message>
    <message>
        <source>Let a broker&apos;s wall clock be wrong; 0 ends it</source>
        <translation>使 Broker 的系统时钟不准；0 表示结束</translation>
    </message>
    <message>
        <source>Milliseconds ahead</source>
        <translation>快多少毫秒</translation>
    </message>
    <message>
        <source>Milliseconds it is ahead; behind, if below 0</source>
        <translation>快多少毫秒；负数表示慢</translation>
    </message>
    <message>
        <source>Set clock right</source>
        <translation>校准时钟</translation>
    </message>
    <message>
        <source>The broker&apos;s wall clock is right again</source>
        <translation>Broker 的系统时钟恢复准确</translation>
    </message>
    <message>
        <source>Fail requests…</source>
        <translation>请求失败…</translation>
    </message>
    <message>
        <source>Answer the next requests with an error</source>
        <translation>以错误响应接下来的请求</translation>
    </message>
    <message>
        <source>Delay requests…</source>
        <translation>请求延迟…</translation>
    </message>
    <message>
        <source>Let the next requests wait before they are handled</source>
        <translation>接下来的请求在处理前先等待</translation>
    </message>
    <message>
        <source>Drop requests…</source>
        <translation>丢弃请求…</translation>
    </message>
    <message>
        <source>Neither handle nor answer the next requests; their connections stay mute</source>
        <translation>对接下来的请求既不处理也不响应，其连接不再有响应</translation>
    </message>
    <message>
        <source>Handle requests well</source>
        <translation>正常处理请求</translation>
    </message>
    <message>
        <source>No more requests of a broker fail, wait or get lost</source>
        <translation>该 Broker 的请求不再失败、等待或丢失</translation>
    </message>
    <message>
        <source>Request faults…</source>
        <translation>请求故障…</translation>
    </message>
    <message>
        <source>Let requests to a broker fail, wait or get lost; a count of 0 ends that</source>
        <translation>使发往 Broker 的请求失败、等待或丢失；数量 0 表示结束</translation>
    </message>
    <message>
        <source>Drop</source>
        <translation>丢弃</translation>
    </message>
    <message>
        <source>Neither handle nor answer them; their connections stay mute</source>
        <translation>既不处理也不响应，其连接不再有响应</translation>
    </message>
    <message>
        <source>End every fault, resume paused brokers and start those that are down</source>
        <translation>结束所有故障，恢复已暂停的 Broker，并启动已停止的 Broker</translation>
    </message>
    <message>
        <source>Configs</source>
        <translation>配置</translation>
    </message>
    <message>
        <source>A config, NAME=VALUE; may be repeated</source>
        <translation>一项配置，写作 名称=值；可重复</translation>
    </message>
    <message>
        <source>Create &amp;topic…</source>
        <translation>创建主题(&amp;T)…</translation>
    </message>
    <message>
        <source>Create a topic: name, partitions, replicas, configs</source>
        <translation>创建主题：名称、分区、副本与配置</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>The new topic&apos;s name</source>
        <translation>新主题的名称</translation>
    </message>
    <message>
        <source>Partitions</source>
        <translation>分区数</translation>
    </message>
    <message>
        <source>How many partitions (default: 1)</source>
        <translation>分区数量（默认：1）</translation>
    </message>
    <message>
        <source>Replicas of each</source>
        <translation>每个分区的副本数</translation>
    </message>
    <message>
        <source>How many replicas of each (default: 1)</source>
        <translation>每个分区的副本数量（默认：1）</translation>
    </message>
    <message>
        <source>Delete topic…</source>
        <translation>删除主题…</translation>
    </message>
    <message>
        <source>Delete a topic with all its records</source>
        <translation>删除主题及其全部消息</translation>
    </message>
    <message>
        <source>Add partitions…</source>
        <translation>增加分区…</translation>
    </message>
    <message>
        <source>Raise a topic&apos;s number of partitions; keys map to others than before</source>
        <translation>增加主题的分区数；键对应的分区会改变</translation>
    </message>
    <message>
        <source>New total</source>
        <translation>新的总数</translation>
    </message>
    <message>
        <source>How many it has afterwards</source>
        <translation>增加后的分区总数</translation>
    </message>
    <message>
        <source>Change configs…</source>
        <translation>修改配置…</translation>
    </message>
    <message>
        <source>Set configs of a topic, or take them back to their defaults</source>
        <translation>设置主题的配置，或恢复为默认值</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>A config to set, NAME=VALUE; may be repeated</source>
        <translation>要设置的配置，写作 名称=值；可重复</translation>
    </message>
    <message>
        <source>Back to default</source>
        <translation>恢复默认</translation>
    </message>
    <message>
        <source>A config to take back to its default; may be repeated</source>
        <translation>要恢复默认值的配置；可重复</translation>
    </message>
    <message>
        <source>Clone topic…</source>
        <translation>克隆主题…</translation>
    </message>
    <message>
        <source>Create a topic like another: partitions, replicas and configs, without its records</source>
        <translation>按另一主题创建：分区、副本与配置相同，不含消息</translation>
    </message>
    <message>
        <source>Name of the new one</source>
        <translation>新主题的名称</translation>
    </message>
    <message>
        <source>What the new topic is called</source>
        <translation>新主题的名称</translation>
    </message>
    <message>
        <source>Delete records…</source>
        <translation>删除消息…</translation>
    </message>
    <message>
        <source>Delete what lies before an offset or a time</source>
        <translation>删除某个位移或时间之前的消息</translation>
    </message>
    <message>
        <source>Of this partition alone (default: all)</source>
        <translation>仅此分区（默认：全部）</translation>
    </message>
    <message>
        <source>Before offset</source>
        <translation>位移之前</translation>
    </message>
    <message>
        <source>Before this offset; -1 is the high watermark, which deletes all</source>
        <translation>此位移之前；-1 表示高水位，即全部删除</translation>
    </message>
    <message>
        <source>Before time</source>
        <translation>时间之前</translation>
    </message>
    <message>
        <source>Before this time, such as 2026-11-22T10:00:00Z</source>
        <translation>此时间之前，例如 2026-11-22T10:00:00Z</translation>
    </message>
    <message>
        <source>Move leader…</source>
        <translation>切换首领副本…</translation>
    </message>
    <message>
        <source>Let one of its replicas lead a partition</source>
        <translation>让分区的某个副本成为首领副本</translation>
    </message>
    <message>
        <source>New leader</source>
        <translation>新首领副本</translation>
    </message>
    <message>
        <source>The replica&apos;s broker</source>
        <translation>副本所在的 Broker</translation>
    </message>
    <message>
        <source>Shuffle leaders…</source>
        <translation>打乱首领副本…</translation>
    </message>
    <message>
        <source>Let a replica drawn by chance lead each partition, of one topic or of all</source>
        <translation>为一个主题或全部主题的每个分区随机选取首领副本</translation>
    </message>
    <message>
        <source>Of this topic alone</source>
        <translation>仅此主题</translation>
    </message>
    <message>
        <source>Elect preferred leaders</source>
        <translation>选举优先副本</translation>
    </message>
    <message>
        <source>Let preferred replicas lead, of one partition or of all</source>
        <translation>让优先副本成为首领副本，可针对一个或全部分区</translation>
    </message>
    <message>
        <source>Unclean</source>
        <translation>不干净选举</translation>
    </message>
    <message>
        <source>Let any replica lead where none in sync is there; records may be lost</source>
        <translation>没有已同步副本时允许任一副本成为首领副本；消息可能丢失</translation>
    </message>
    <message>
        <source>Elect preferred leader</source>
        <translation>选举优先副本</translation>
    </message>
    <message>
        <source>Let the first of a partition&apos;s replicas lead it</source>
        <translation>让分区的第一个副本成为首领副本</translation>
    </message>
    <message>
        <source>Elect unclean leader…</source>
        <translation>不干净选举首领副本…</translation>
    </message>
    <message>
        <source>Let a replica that is not in sync lead; what it lacks is lost</source>
        <translation>让未同步的副本成为首领副本；它缺少的消息将丢失</translation>
    </message>
    <message>
        <source>Reassign replicas…</source>
        <translation>重新分配副本…</translation>
    </message>
    <message>
        <source>Move a partition to other brokers</source>
        <translation>将分区移到其他 Broker</translation>
    </message>
    <message>
        <source>Replicas</source>
        <translation>副本</translation>
    </message>
    <message>
        <source>All its brokers, preferred leader first</source>
        <translation>全部副本所在的 Broker，优先副本在前</translation>
    </message>
    <message>
        <source>Call off</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Call off what is under way</source>
        <translation>取消正在进行的重新分配</translation>
    </message>
    <message>
        <source>Cancel reassignment</source>
        <translation>取消重新分配</translation>
    </message>
    <message>
        <source>Call off a move that is under way; the replicas stay as they were</source>
        <translation>取消正在进行的移动；副本保持原样</translation>
    </message>
    <message>
        <source>Reset offsets…</source>
        <translation>重置位移…</translation>
    </message>
    <message>
        <source>Move what a group without members has committed</source>
        <translation>移动无成员消费者组的已提交位移</translation>
    </message>
    <message>
        <source>Of this topic alone (default: all it read)</source>
        <translation>仅此主题（默认：该组读过的全部主题）</translation>
    </message>
    <message>
        <source>earliest, latest, offset, time, shift, group (another&apos;s offsets) or offsets</source>
        <translation>earliest、latest、offset、time、shift、group（取自另一消费者组）或 offsets</translation>
    </message>
    <message>
        <source>Offset</source>
        <translation>位移</translation>
    </message>
    <message>
        <source>This one</source>
        <translation>此位移</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>To the first record at or after it, such as 2026-11-22T10:00:00Z</source>
        <translation>定位到该时间或之后的第一条消息，例如 2026-11-22T10:00:00Z</translation>
    </message>
    <message>
        <source>By</source>
        <translation>平移量</translation>
    </message>
    <message>
        <source>So many records on; back, if below 0</source>
        <translation>向后移动这么多条；负数表示向前</translation>
    </message>
    <message>
        <source>Of group</source>
        <translation>来源消费者组</translation>
    </message>
    <message>
        <source>Whose offsets to take</source>
        <translation>采用哪个消费者组的位移</translation>
    </message>
    <message>
        <source>Offsets</source>
        <translation>位移</translation>
    </message>
    <message>
        <source>TOPIC:PARTITION=OFFSET; may be repeated</source>
        <translation>主题:分区=位移；可重复</translation>
    </message>
    <message>
        <source>Delete group…</source>
        <translation>删除消费者组…</translation>
    </message>
    <message>
        <source>Forget a group without members and all it has committed</source>
        <translation>删除无成员的消费者组及其全部已提交位移</translation>
    </message>
    <message>
        <source>Move coordinator…</source>
        <translation>切换协调器…</translation>
    </message>
    <message>
        <source>Let another broker coordinate a group, and all that share its partition</source>
        <translation>让另一个 Broker 协调该消费者组，以及同一分区上的其他组</translation>
    </message>
    <message>
        <source>New coordinator</source>
        <translation>新协调器</translation>
    </message>
    <message>
        <source>Undo &amp;all faults</source>
        <translation>撤销全部故障(&amp;A)</translation>
    </message>
    <message>
        <source>La&amp;yout</source>
        <translation>布局(&amp;Y)</translation>
    </message>
    <message>
        <source>Start the &amp;demo</source>
        <translation>启动演示(&amp;D)</translation>
    </message>
    <message>
        <source>Start real clients that write to two topics and read them in two groups</source>
        <translation>启动真实客户端：写入两个主题，并由两个消费者组读取</translation>
    </message>
    <message>
        <source>Cluster &amp;settings…</source>
        <translation>集群设置(&amp;S)…</translation>
    </message>
    <message>
        <source>How many brokers, where they listen, where their data lies</source>
        <translation>Broker 数量、监听地址与数据目录</translation>
    </message>
    <message>
        <source>&amp;Command palette…</source>
        <translation>命令面板(&amp;C)…</translation>
    </message>
    <message>
        <source>Find and do anything by typing a part of its name</source>
        <translation>输入名称的一部分，即可找到并执行任何操作</translation>
    </message>
    <message>
        <source>Theme as the &amp;system</source>
        <translation>主题跟随系统(&amp;S)</translation>
    </message>
    <message>
        <source>Light or dark, as the desktop is now</source>
        <translation>浅色或深色，与桌面一致</translation>
    </message>
    <message>
        <source>&amp;Projector mode</source>
        <translation>投影模式(&amp;P)</translation>
    </message>
    <message>
        <source>Large type and strong contrast, to be read from the last row</source>
        <translation>大字号、强对比，最后一排也能看清</translation>
    </message>
    <message>
        <source>&amp;Reduced motion</source>
        <translation>减少动态效果(&amp;R)</translation>
    </message>
    <message>
        <source>States without the way between them: nothing moves</source>
        <translation>只显示状态，不显示过渡：画面不再移动</translation>
    </message>
    <message>
        <source>&amp;Save layout as…</source>
        <translation>布局另存为(&amp;S)…</translation>
    </message>
    <message>
        <source>Keep the docks as they are now, under a name</source>
        <translation>为当前的面板排列命名并保存</translation>
    </message>
    <message>
        <source>&amp;Update this layout</source>
        <translation>更新此布局(&amp;U)</translation>
    </message>
    <message>
        <source>Keep the docks as they are now in the layout that is chosen</source>
        <translation>将当前的面板排列保存到所选布局</translation>
    </message>
    <message>
        <source>Re&amp;name this layout…</source>
        <translation>重命名此布局(&amp;N)…</translation>
    </message>
    <message>
        <source>Give the chosen layout another name</source>
        <translation>为所选布局另取名称</translation>
    </message>
    <message>
        <source>&amp;Delete this layout</source>
        <translation>删除此布局(&amp;D)</translation>
    </message>
    <message>
        <source>Forget the chosen layout; the docks stay as they are</source>
        <translation>删除所选布局；面板保持现状</translation>
    </message>
    <message>
        <source>Put every view back where the chosen layout has it</source>
        <translation>让所有视图回到所选布局中的位置</translation>
    </message>
    <message>
        <source>&amp;Welcome…</source>
        <translation>欢迎页(&amp;W)…</translation>
    </message>
    <message>
        <source>First steps: a demo, a topic, a client of your own</source>
        <translation>第一步：演示、主题、自己的客户端</translation>
    </message>
    <message>
        <source>&amp;Keys</source>
        <translation>快捷键(&amp;K)</translation>
    </message>
    <message>
        <source>The keys of the view in hand and of the window</source>
        <translation>当前视图与窗口的快捷键</translation>
    </message>
    <message>
        <source>&amp;Explain term</source>
        <translation>解释术语(&amp;E)</translation>
    </message>
    <message>
        <source>The glossary, at the term under the mouse or in hand</source>
        <translation>打开术语表，定位到鼠标所指或当前的术语</translation>
    </message>
    <message>
        <source>What is &amp;this?</source>
        <translation>这是什么？(&amp;T)</translation>
    </message>
    <message>
        <source>Then click on a header or a caption to learn what it means</source>
        <translation>随后单击表头或标题，查看其含义</translation>
    </message>
    <message>
        <source>&amp;Jobs</source>
        <translation>任务(&amp;J)</translation>
    </message>
    <message>
        <source>What takes long: progress, and how to stop it</source>
        <translation>耗时的任务：查看进度，也可停止</translation>
    </message>
    <message>
        <source>At most, B/s</source>
        <translation>上限（B/s）</translation>
    </message>
    <message>
        <source>Hold the replication it needs to so many bytes a second on each broker</source>
        <translation>将所需的副本复制流量在每个 Broker 上限制为每秒这么多字节</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>Tell whether it is still under way; once not, take the throttle back</source>
        <translation>查看是否仍在进行；完成后取消限流</translation>
    </message>
    <message>
        <source>Verify reassignment</source>
        <translation>验证重分配</translation>
    </message>
    <message>
        <source>Once a move is complete, take its throttle back</source>
        <translation>迁移完成后取消其限流</translation>
    </message>
    <message>
        <source>&amp;Open session…</source>
        <translation>打开会话(&amp;O)…</translation>
    </message>
    <message>
        <source>Watch a recorded session</source>
        <translation>观看录制的会话</translation>
    </message>
    <message>
        <source>&amp;Save session…</source>
        <translation>保存会话(&amp;S)…</translation>
    </message>
    <message>
        <source>Save what was recorded, or the chosen span of it, as a file of its own</source>
        <translation>把录制内容或其中选定的时间段保存为独立文件</translation>
    </message>
    <message>
        <source>&amp;Close session</source>
        <translation>关闭会话(&amp;C)</translation>
    </message>
    <message>
        <source>Return to the cluster</source>
        <translation>回到集群</translation>
    </message>
    <message>
        <source>Export &amp;view…</source>
        <translation>导出视图(&amp;V)…</translation>
    </message>
    <message>
        <source>Save the view that has the focus as a picture (PNG or SVG)</source>
        <translation>把当前获得焦点的视图保存为图片（PNG 或 SVG）</translation>
    </message>
    <message>
        <source>Export &amp;metrics…</source>
        <translation>导出指标(&amp;M)…</translation>
    </message>
    <message>
        <source>Save throughput and consumer lag as tables (CSV)</source>
        <translation>把吞吐量和消费滞后保存为表格（CSV）</translation>
    </message>
    <message>
        <source>View a&amp;lone</source>
        <translation>单独显示视图(&amp;L)</translation>
    </message>
    <message>
        <source>The view one works in has the whole window, until this is chosen again</source>
        <translation>当前视图占满整个窗口，再次选择即恢复</translation>
    </message>
    <message>
        <source>Back to &amp;live</source>
        <translation>回到实时(&amp;L)</translation>
    </message>
    <message>
        <source>Show the present again</source>
        <translation>重新显示当前状态</translation>
    </message>
    <message>
        <source>Step &amp;back in time</source>
        <translation>后退一步(&amp;B)</translation>
    </message>
    <message>
        <source>Show the recorded second before</source>
        <translation>显示前一秒的记录</translation>
    </message>
    <message>
        <source>Step &amp;forward in time</source>
        <translation>前进一步(&amp;F)</translation>
    </message>
    <message>
        <source>Show the recorded second after</source>
        <translation>显示后一秒的记录</translation>
    </message>
    <message>
        <source>Workload</source>
        <translation>负载</translation>
    </message>
    <message>
        <source>The workload&apos;s name</source>
        <translation>负载的名称</translation>
    </message>
    <message>
        <source>Pause workload</source>
        <translation>暂停负载</translation>
    </message>
    <message>
        <source>Its clients stand still, as in a long pause of garbage collection</source>
        <translation>客户端停住不动，如同长时间的垃圾回收停顿</translation>
    </message>
    <message>
        <source>Crash workload</source>
        <translation>使负载崩溃</translation>
    </message>
    <message>
        <source>Its clients vanish: nothing is flushed or committed, and the group learns it when their session times out</source>
        <translation>客户端直接消失：不发送、不提交，消费者组要到会话超时才会发现</translation>
    </message>
    <message>
        <source>Before a commit</source>
        <translation>在提交之前</translation>
    </message>
    <message>
        <source>Once they have processed one more record, which others will process again; for consumers</source>
        <translation>再处理一条消息之后崩溃，这条消息会被其他成员重复处理；仅适用于消费者</translation>
    </message>
    <message>
        <source>Crash workload before its commit</source>
        <translation>使负载在提交前崩溃</translation>
    </message>
    <message>
        <source>Its consumers process one more record and vanish before they commit it: others will process it again</source>
        <translation>消费者再处理一条消息，并在提交之前消失：这条消息会被其他成员重复处理</translation>
    </message>
    <message>
        <source>Start workloads of a preset</source>
        <translation>启动预设的负载</translation>
    </message>
    <message>
        <source>Add the workloads of a preset and start them</source>
        <translation>添加预设中的负载并启动</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>Which clients, and what they do</source>
        <translation>有哪些客户端，各做什么</translation>
    </message>
    <message>
        <source>What they write to and read (default: a topic named after the preset)</source>
        <translation>写入和读取的主题（默认：与预设同名的主题）</translation>
    </message>
    <message>
        <source>Add workloads as described…</source>
        <translation>按描述添加负载…</translation>
    </message>
    <message>
        <source>Add the workloads that JSON describes and start them</source>
        <translation>添加 JSON 所描述的负载并启动</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>描述</translation>
    </message>
    <message>
        <source>A workload or an array of them in JSON</source>
        <translation>JSON 格式的一个负载，或由负载组成的数组</translation>
    </message>
    <message>
        <source>Do not start</source>
        <translation>不启动</translation>
    </message>
    <message>
        <source>Add them without starting them</source>
        <translation>只添加，不启动</translation>
    </message>
    <message>
        <source>Start workload</source>
        <translation>启动负载</translation>
    </message>
    <message>
        <source>Start its clients; those that are paused go on</source>
        <translation>启动客户端；已暂停的客户端将继续</translation>
    </message>
    <message>
        <source>Resume workload</source>
        <translation>恢复负载</translation>
    </message>
    <message>
        <source>Its paused clients go on, as zombies if the group gave their partitions away meanwhile</source>
        <translation>已暂停的客户端继续运行；若消费者组期间已把分区分给他人，它们就成了“僵尸”</translation>
    </message>
    <message>
        <source>Stop workload</source>
        <translation>停止负载</translation>
    </message>
    <message>
        <source>Its clients send what they hold, commit and leave their group</source>
        <translation>客户端发送手中的消息、提交位移并离开消费者组</translation>
    </message>
    <message>
        <source>Set rate of workload…</source>
        <translation>设置负载的速率…</translation>
    </message>
    <message>
        <source>How fast its producers send, from now on</source>
        <translation>从现在起，生产者的发送速率</translation>
    </message>
    <message>
        <source>Records a second</source>
        <translation>每秒消息数</translation>
    </message>
    <message>
        <source>Of each client on average; 0: as fast as it can</source>
        <translation>每个客户端的平均值；0 表示尽可能快</translation>
    </message>
    <message>
        <source>Set time per record of workload…</source>
        <translation>设置负载的单条处理时间…</translation>
    </message>
    <message>
        <source>How long its consumers work on a record, from now on</source>
        <translation>从现在起，消费者处理一条消息所需的时间</translation>
    </message>
    <message>
        <source>Time per record</source>
        <translation>每条处理时间</translation>
    </message>
    <message>
        <source>Milliseconds for each record</source>
        <translation>处理每条消息所需的毫秒数</translation>
    </message>
    <message>
        <source>Remove workload</source>
        <translation>移除负载</translation>
    </message>
    <message>
        <source>Stop its clients and forget it</source>
        <translation>停止客户端并删除该负载</translation>
    </message>
</context>
<context>
    <name>BrokerStateText</name>
    <message>
        <source>starting</source>
        <translation>启动中</translation>
    </message>
    <message>
        <source>running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>fenced</source>
        <translation>已隔离</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>stopping</source>
        <translation>停止中</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>crashed</source>
        <translation>已崩溃</translation>
    </message>
    <message>
        <source>offline</source>
        <translation>离线</translation>
    </message>
</context>
<context>
    <name>DecoderText</name>
    <message>
        <source>it is valid UTF-8 without control characters</source>
        <translation>内容是有效的 UTF-8，不含控制字符</translation>
    </message>
    <message>
        <source>it is valid UTF-8 with few control characters</source>
        <translation>内容是有效的 UTF-8，仅含少量控制字符</translation>
    </message>
    <message>
        <source>0x%1 is not valid UTF-8 here</source>
        <translation>此处的 0x%1 不是有效的 UTF-8</translation>
    </message>
    <message>
        <source>byte %1 (0x%2) is not UTF-8</source>
        <translation>字节 %1（0x%2）不是 UTF-8</translation>
    </message>
    <message>
        <source>it fits nothing else</source>
        <translation>内容不符合其他任何格式</translation>
    </message>
    <message>
        <source>Text (UTF-8)</source>
        <translation>文本（UTF-8）</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>Hex</source>
        <translation>十六进制</translation>
    </message>
    <message>
        <source>%1 fails at byte %2: %3</source>
        <translation>%1 在字节 %2 处解码失败：%3</translation>
    </message>
    <message>
        <source>%1, because %2</source>
        <translation>%1，因为%2</translation>
    </message>
    <message>
        <source>%1, as chosen</source>
        <translation>%1，按所选解码器</translation>
    </message>
    <message>
        <source>it begins with %1 and ends with %2</source>
        <translation>内容以 %1 开头、以 %2 结尾</translation>
    </message>
    <message>
        <source>it begins with %1</source>
        <translation>内容以 %1 开头</translation>
    </message>
    <message>
        <source>it is a quoted string</source>
        <translation>内容是带引号的字符串</translation>
    </message>
    <message>
        <source>; </source>
        <comment>between reasons</comment>
        <translation>；</translation>
    </message>
</context>
<context>
    <name>ErrorAdviceText</name>
    <message>
        <source>Choose another name.</source>
        <translation>请换一个名称。</translation>
    </message>
    <message>
        <source>Use letters, digits, &quot;.&quot;, &quot;_&quot; and &quot;-&quot;, 249 at most.</source>
        <translation>只能使用英文字母、数字和 . _ - 三种符号，最多 249 个字符。</translation>
    </message>
    <message>
        <source>Ask for more partitions than the topic has; they cannot be taken away.</source>
        <translation>新的分区数必须大于现有分区数；分区只能增加，不能减少。</translation>
    </message>
    <message>
        <source>It may have been deleted meanwhile. Choose another topic or partition.</source>
        <translation>它可能已被删除。请选择其他主题或分区。</translation>
    </message>
    <message>
        <source>Wait for the election, or start a broker that holds a replica.</source>
        <translation>请等待选举完成，或启动一个持有其副本的 Broker。</translation>
    </message>
    <message>
        <source>The leader has just moved. Try again.</source>
        <translation>首领副本刚刚切换，请重试。</translation>
    </message>
    <message>
        <source>Bring replicas back in sync, or lower min.insync.replicas.</source>
        <translation>请让副本恢复同步，或调低 min.insync.replicas。</translation>
    </message>
    <message>
        <source>The controller has just moved. Try again.</source>
        <translation>控制器刚刚切换，请重试。</translation>
    </message>
    <message>
        <source>See whether its brokers are up, then try again.</source>
        <translation>请确认相关 Broker 在线后重试。</translation>
    </message>
    <message>
        <source>Send a smaller record, or raise max.message.bytes of the topic.</source>
        <translation>请发送更小的消息，或调高该主题的 max.message.bytes。</translation>
    </message>
    <message>
        <source>The log no longer begins or ends where it did. Load again.</source>
        <translation>日志的起止位移已经变化，请重新加载。</translation>
    </message>
    <message>
        <source>Check the broker&apos;s disk: free space, permissions.</source>
        <translation>请检查该 Broker 的磁盘：剩余空间与权限。</translation>
    </message>
    <message>
        <source>Ask for no more replicas than there are brokers, or start a broker.</source>
        <translation>请让副本数不超过 Broker 数，或启动一个 Broker。</translation>
    </message>
</context>
<context>
    <name>FaultsText</name>
    <message>
        <source>ends in %1</source>
        <translation>%1后结束</translation>
    </message>
    <message>
        <source>begins in %1</source>
        <translation>%1后开始</translation>
    </message>
    <message>
        <source>%1 times to come</source>
        <translation>还有 %1 次</translation>
    </message>
    <message>
        <source>Broker %1 is %2</source>
        <translation>Broker %1 %2</translation>
    </message>
</context>
<context>
    <name>FieldText</name>
    <message>
        <source>%1 (%2 bytes)</source>
        <translation>%1（%2 字节）</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>空</translation>
    </message>
    <message>
        <source>decoding %1…</source>
        <translation>正在解码 %1…</translation>
    </message>
    <message>
        <source>size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>decoded as</source>
        <translation>解码为</translation>
    </message>
    <message>
        <source>more</source>
        <translation>其余</translation>
    </message>
    <message>
        <source>the tree stops here; the text and the bytes go on</source>
        <translation>字段树到此为止；完整内容见文本和字节</translation>
    </message>
    <message>
        <source>Headers</source>
        <translation>消息头</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>null</source>
        <translation>null</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>partition</source>
        <translation>分区</translation>
    </message>
    <message>
        <source>offset</source>
        <translation>位移</translation>
    </message>
    <message>
        <source>timestamp</source>
        <translation>时间戳</translation>
    </message>
    <message>
        <source>%1 ms since 1970</source>
        <translation>自 1970 年起 %1 毫秒</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>批次</translation>
    </message>
    <message numerus="yes">
        <source>%1 records, %2</source>
        <translation>
            <numerusform>%1 条消息，%2</numerusform>
        </translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>键</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>null: a tombstone</source>
        <translation>null：墓碑消息</translation>
    </message>
</context>
<context>
    <name>MenuText</name>
    <message>
        <source>It is not down.</source>
        <translation>它没有停止。</translation>
    </message>
    <message>
        <source>It is not paused.</source>
        <translation>它没有暂停。</translation>
    </message>
    <message>
        <source>It does not run.</source>
        <translation>它没有运行。</translation>
    </message>
    <message>
        <source>It is down already.</source>
        <translation>它已经停止。</translation>
    </message>
    <message>
        <source>broker %1</source>
        <translation>Broker %1</translation>
    </message>
    <message>
        <source>clients</source>
        <translation>客户端</translation>
    </message>
    <message>
        <source>It has members; stop its consumers first.</source>
        <translation>消费者组还有成员；请先停止其消费者。</translation>
    </message>
    <message>
        <source>No reassignment is under way.</source>
        <translation>没有正在进行的重新分配。</translation>
    </message>
    <message>
        <source>Copy as command</source>
        <translation>复制为命令</translation>
    </message>
    <message>
        <source>Broker %1</source>
        <translation>Broker %1</translation>
    </message>
    <message>
        <source>From %1 to %2</source>
        <translation>从 %1 到 %2</translation>
    </message>
    <message>
        <source>It runs already.</source>
        <translation>它已在运行。</translation>
    </message>
    <message>
        <source>It has not ended yet.</source>
        <translation>它尚未结束。</translation>
    </message>
    <message>
        <source>A producer commits nothing.</source>
        <translation>生产者不提交位移。</translation>
    </message>
    <message>
        <source>Only producers have a rate.</source>
        <translation>只有生产者才有发送速率。</translation>
    </message>
    <message>
        <source>Only consumers take time for a record.</source>
        <translation>只有消费者才有单条处理时间。</translation>
    </message>
</context>
<context>
    <name>PreviewText</name>
    <message>
        <source>no leader</source>
        <translation>无首领副本</translation>
    </message>
    <message>
        <source>broker %1 leads</source>
        <translation>首领副本在 Broker %1</translation>
    </message>
    <message>
        <source>Nobody else is in sync: it cannot be written or read until then.</source>
        <translation>没有其他已同步副本：恢复之前无法读写。</translation>
    </message>
    <message>
        <source>%1 offsets</source>
        <translation>%1 个位移</translation>
    </message>
    <message>
        <source>gone</source>
        <translation>已不存在</translation>
    </message>
    <message>
        <source>Partitions</source>
        <translation>分区数</translation>
    </message>
    <message>
        <source>Keys map to other partitions than before.</source>
        <translation>键对应的分区会改变。</translation>
    </message>
    <message>
        <source>default</source>
        <translation>默认</translation>
    </message>
    <message>
        <source>%1 offsets are deleted</source>
        <translation>将删除 %1 个位移</translation>
    </message>
    <message>
        <source>%1 are skipped</source>
        <translation>跳过 %1 条</translation>
    </message>
    <message>
        <source>%1 are read again</source>
        <translation>重读 %1 条</translation>
    </message>
    <message>
        <source>nothing committed</source>
        <translation>未提交</translation>
    </message>
    <message>
        <source>It is not in sync: it cannot lead until it has caught up.</source>
        <translation>该副本未同步：追上之前不能成为首领副本。</translation>
    </message>
    <message>
        <source>What it lacks is lost.</source>
        <translation>它缺少的消息将丢失。</translation>
    </message>
    <message>
        <source>%1 bytes are copied to each of: %2</source>
        <translation>将向以下每个 Broker 复制 %1 字节：%2</translation>
    </message>
</context>
<context>
    <name>RecordText</name>
    <message>
        <source>empty</source>
        <translation>空</translation>
    </message>
    <message>
        <source>Partition</source>
        <translation>分区</translation>
    </message>
    <message>
        <source>Offset</source>
        <translation>位移</translation>
    </message>
    <message>
        <source>Timestamp</source>
        <translation>时间戳</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>键</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Headers</source>
        <translation>消息头</translation>
    </message>
    <message>
        <source>Key size</source>
        <translation>键大小</translation>
    </message>
    <message>
        <source>Value size</source>
        <translation>值大小</translation>
    </message>
    <message>
        <source>Codec</source>
        <translation>压缩算法</translation>
    </message>
    <message>
        <source>The value is null: a tombstone, which deletes its key when the log is compacted</source>
        <translation>值为 null：墓碑消息，日志压缩（compaction）时会删除对应的键</translation>
    </message>
    <message numerus="yes">
        <source>%1 bytes</source>
        <translation>
            <numerusform>%1 字节</numerusform>
        </translation>
    </message>
    <message>
        <source>null</source>
        <translation>null</translation>
    </message>
    <message>
        <source>○ tombstone</source>
        <translation>○ 墓碑消息</translation>
    </message>
    <message>
        <source>control</source>
        <translation>控制消息</translation>
    </message>
</context>
<context>
    <name>SeekText</name>
    <message>
        <source>The partition&apos;s number is too large.</source>
        <translation>分区号过大。</translation>
    </message>
    <message>
        <source>Say where in the partition: p%1@1204, p%1@latest.</source>
        <translation>请指明分区内的位置：p%1@1204、p%1@latest。</translation>
    </message>
    <message>
        <source>Write the partition as p3@1204.</source>
        <translation>请按 p3@1204 的格式填写分区。</translation>
    </message>
    <message>
        <source>An offset is at most 9223372036854775807.</source>
        <translation>位移不能超过 9223372036854775807。</translation>
    </message>
    <message>
        <source>Write time back from now as -1h, -30m, -45s, -2d or -1h30m.</source>
        <translation>从现在往前的时间请写作 -1h、-30m、-45s、-2d 或 -1h30m。</translation>
    </message>
    <message>
        <source>There is no such time; write it as 2026-11-22T10:00.</source>
        <translation>没有这个时间；请写作 2026-11-22T10:00。</translation>
    </message>
    <message>
        <source>Write an offset (1204, p3@1204), a time (2026-11-22T10:00, -1h), earliest or latest.</source>
        <translation>请填写位移（1204、p3@1204）、时间（2026-11-22T10:00、-1h）、earliest 或 latest。</translation>
    </message>
</context>
<context>
    <name>TopicNameText</name>
    <message>
        <source>Enter a name.</source>
        <translation>请输入名称。</translation>
    </message>
    <message>
        <source>A name cannot be &quot;.&quot; or &quot;..&quot;.</source>
        <translation>名称不能只是 . 或 .. 。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not allowed: use letters a–z, digits, &quot;.&quot;, &quot;_&quot; and &quot;-&quot;.</source>
        <translation>不能包含 %1 ：只能使用英文字母、数字和 . _ - 三种符号。</translation>
    </message>
    <message>
        <source>%1 characters; Kafka allows %2.</source>
        <translation>已有 %1 个字符；Kafka 最多允许 %2 个。</translation>
    </message>
</context>
<context>
    <name>partitura::app::LiveSource</name>
    <message>
        <source>Live cluster</source>
        <translation>实时集群</translation>
    </message>
    <message>
        <source>There is no partition %1.</source>
        <translation>分区 %1 不存在。</translation>
    </message>
    <message>
        <source>Partition %1 has no leader.</source>
        <translation>分区 %1 没有首领副本。</translation>
    </message>
    <message>
        <source>There is no topic %1.</source>
        <translation>主题 %1 不存在。</translation>
    </message>
</context>
<context>
    <name>partitura::app::MainText</name>
    <message>
        <source>A broker has joined.</source>
        <translation>一个 Broker 已加入集群。</translation>
    </message>
    <message>
        <source>The cluster settings are kept.</source>
        <translation>集群设置已保存。</translation>
    </message>
    <message>
        <source>Start the demo</source>
        <translation>启动演示</translation>
    </message>
    <message>
        <source>The workloads of this workspace cannot be read, so changes are not kept: %1</source>
        <translation>无法读取此工作区中的负载，因此更改不会保存：%1</translation>
    </message>
    <message>
        <source>the demo is starting</source>
        <translation>演示正在启动</translation>
    </message>
</context>
<context>
    <name>partitura::app::RecordedSource</name>
    <message>
        <source>The session %1 holds nothing.</source>
        <translation>会话 %1 中没有内容。</translation>
    </message>
    <message>
        <source>Session %1</source>
        <translation>会话 %1</translation>
    </message>
    <message>
        <source>This is a recording: it can be watched, not changed. Records are not part of it.</source>
        <translation>这是一段录制：只能观看，不能更改。其中不含消息记录。</translation>
    </message>
</context>
<context>
    <name>partitura::app::Recording</name>
    <message>
        <source>The history could not be written: %1. Check that the disk has room.</source>
        <translation>无法写入历史记录：%1。请检查磁盘空间。</translation>
    </message>
</context>
<context>
    <name>partitura::app::RecordingFile</name>
    <message>
        <source>The session %1 cannot be read: %2.</source>
        <translation>无法读取会话 %1：%2。</translation>
    </message>
    <message>
        <source>The history %1 cannot be used: %2. What happens now is kept for this run only.</source>
        <translation>无法使用历史记录 %1：%2。本次运行的记录只保留到程序关闭。</translation>
    </message>
    <message>
        <source>its folder cannot be made</source>
        <translation>无法创建其所在的文件夹</translation>
    </message>
    <message>
        <source>%1 is empty.</source>
        <translation>%1 是空文件。</translation>
    </message>
    <message>
        <source>There is no file %1.</source>
        <translation>没有文件 %1。</translation>
    </message>
    <message>
        <source>%1 was written by a newer version of Partitura (format %2, this one knows %3); open it with that one.</source>
        <translation>%1 由更新版本的 Partitura 写入（格式 %2，本版本只认识 %3）；请用该版本打开。</translation>
    </message>
    <message>
        <source>The history %1 was written by a newer version of Partitura and was left as it is. What happens now is kept for this run only.</source>
        <translation>历史记录 %1 由更新版本的 Partitura 写入，未作任何改动。本次运行的记录只保留到程序关闭。</translation>
    </message>
    <message>
        <source>The session %1 is damaged (%2).</source>
        <translation>会话 %1 已损坏（%2）。</translation>
    </message>
    <message>
        <source>%1 is not a session of Partitura.</source>
        <translation>%1 不是 Partitura 的会话。</translation>
    </message>
    <message>
        <source>it is damaged and could not be set aside</source>
        <translation>文件已损坏，且无法移到一旁</translation>
    </message>
    <message>
        <source>The history was damaged. It was set aside as %1, and a new one begins.</source>
        <translation>历史记录已损坏，已移存为 %1，并重新开始记录。</translation>
    </message>
</context>
<context>
    <name>partitura::app::SessionFile</name>
    <message>
        <source>%1 could not be written: %2.</source>
        <translation>无法写入 %1：%2。</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>已取消。</translation>
    </message>
</context>
<context>
    <name>partitura::app::WorkspaceFile</name>
    <message>
        <source>The workspace %1 cannot be used: %2. Nothing will be remembered from this run. Check that the folder exists, is writable and has room, then start again.</source>
        <translation>无法使用工作区 %1：%2。本次运行的布局和选择都不会保存。请确认该文件夹存在、可写且空间充足，然后重新启动。</translation>
    </message>
    <message>
        <source>its folder cannot be made</source>
        <translation>无法创建其所在文件夹</translation>
    </message>
    <message>
        <source>The workspace %1 was written by a newer version of Partitura (format %2, this one knows %3). It was left as it is; nothing will be remembered from this run. Use the newer version to keep your layout.</source>
        <translation>工作区 %1 由更新版本的 Partitura 写入（格式 %2，当前版本支持到 %3）。文件未作改动；本次运行的布局和选择都不会保存。如需保留布局，请使用更新的版本。</translation>
    </message>
    <message>
        <source>it is damaged (%1) and could not be set aside</source>
        <translation>文件已损坏（%1），且无法另存备份</translation>
    </message>
    <message>
        <source>The workspace was damaged (%1). It was set aside as %2 and a new one was made: layouts and choices start afresh.</source>
        <translation>工作区已损坏（%1）。原文件已另存为 %2，并新建了工作区：布局和选择将恢复默认。</translation>
    </message>
    <message>
        <source>The workspace could not be written: %1. Check that the disk has room; the choice holds until you close Partitura.</source>
        <translation>无法写入工作区：%1。请检查磁盘空间；本次选择在关闭 Partitura 之前有效。</translation>
    </message>
</context>
<context>
    <name>partitura::ui::ActionDialog</name>
    <message>
        <source>Configs of the topic</source>
        <translation>主题的配置</translation>
    </message>
    <message>
        <source>Configs are being read.</source>
        <translation>正在读取配置。</translation>
    </message>
    <message>
        <source>Double-click a value to change it; empty it to go back to the default.</source>
        <translation>双击值即可修改；清空则恢复默认值。</translation>
    </message>
    <message>
        <source>Back to &amp;default</source>
        <translation>恢复默认(&amp;D)</translation>
    </message>
    <message>
        <source>What would change, before and after</source>
        <translation>将发生的变化：之前与之后</translation>
    </message>
    <message>
        <source>&amp;Type its name</source>
        <translation>输入主题名(&amp;T)</translation>
    </message>
    <message>
        <source>Copy as command</source>
        <translation>复制为命令</translation>
    </message>
    <message>
        <source>Leaders are being asked.</source>
        <translation>正在询问首领副本。</translation>
    </message>
    <message>
        <source>Nothing is changed yet.</source>
        <translation>尚未修改任何内容。</translation>
    </message>
    <message>
        <source>Type the topic&apos;s name to delete it.</source>
        <translation>输入主题名以确认删除。</translation>
    </message>
</context>
<context>
    <name>partitura::ui::ActionForm</name>
    <message>
        <source>Clients</source>
        <translation>客户端</translation>
    </message>
    <message>
        <source>Broker %1 · %2</source>
        <translation>Broker %1 · %2</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>The next free id</source>
        <translation>下一个可用编号</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>%1 is missing.</source>
        <translation>缺少：%1。</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation>无法识别 %1：%2</translation>
    </message>
    <message>
        <source>From &amp;file…</source>
        <translation>从文件读取(&amp;F)…</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>JSON files (*.json)</source>
        <translation>JSON 文件 (*.json)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>%1 could not be read: %2.</source>
        <translation>无法读取 %1：%2。</translation>
    </message>
    <message>
        <source>%1 is too large: at most %2 are read.</source>
        <translation>%1 过大：至多读取 %2。</translation>
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
        <source>Broker %1</source>
        <translation>Broker %1</translation>
    </message>
    <message>
        <source>No replicas yet</source>
        <translation>尚无副本</translation>
    </message>
    <message numerus="yes">
        <source>and %1 replicas more</source>
        <translation>
            <numerusform>另有 %1 个副本</numerusform>
        </translation>
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
    <message>
        <source>all topics</source>
        <translation>所有主题</translation>
    </message>
</context>
<context>
    <name>partitura::ui::BrokerList</name>
    <message>
        <source>Broker %1 · %2</source>
        <translation>Broker %1 · %2</translation>
    </message>
</context>
<context>
    <name>partitura::ui::BytesPane</name>
    <message>
        <source>Copy marked bytes as hex</source>
        <translation>以十六进制复制选中的字节</translation>
    </message>
    <message>
        <source>Copy bytes as hex</source>
        <translation>以十六进制复制全部字节</translation>
    </message>
</context>
<context>
    <name>partitura::ui::ChangeModel</name>
    <message>
        <source>What changes</source>
        <translation>变化项</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>之前</translation>
    </message>
    <message>
        <source>After</source>
        <translation>之后</translation>
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
        <translation>另 %1 个生产者</translation>
    </message>
    <message>
        <source>%1 more consumers</source>
        <translation>另 %1 个消费者</translation>
    </message>
    <message>
        <source>connected, idle</source>
        <translation>已连接，空闲</translation>
    </message>
    <message>
        <source>%1 producers</source>
        <translation>%1 个生产者</translation>
    </message>
    <message>
        <source>%1 consumers</source>
        <translation>%1 个消费者</translation>
    </message>
    <message>
        <source>%1 more clients</source>
        <translation>另 %1 个客户端</translation>
    </message>
    <message>
        <source>%1 clients</source>
        <translation>%1 个客户端</translation>
    </message>
</context>
<context>
    <name>partitura::ui::ClusterSettingsDialog</name>
    <message>
        <source>Cluster settings</source>
        <translation>集群设置</translation>
    </message>
    <message>
        <source>127.0.0.1 and ::1: this machine alone</source>
        <translation>127.0.0.1 与 ::1：仅限本机</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Keep nothing: a temporary directory, removed at the end</source>
        <translation>不保留数据：使用临时目录，退出时删除</translation>
    </message>
    <message>
        <source>Create topics that clients only name</source>
        <translation>自动创建客户端提及的主题</translation>
    </message>
    <message>
        <source>as many as brokers, at most 3</source>
        <translation>与 Broker 数相同，最多 3</translation>
    </message>
    <message>
        <source> ms</source>
        <translation> 毫秒</translation>
    </message>
    <message>
        <source>Brokers</source>
        <translation>Broker</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>端口</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>主机</translation>
    </message>
    <message>
        <source>Data directory</source>
        <translation>数据目录</translation>
    </message>
    <message>
        <source>Default partitions</source>
        <translation>默认分区数</translation>
    </message>
    <message>
        <source>Default replicas</source>
        <translation>默认副本数</translation>
    </message>
    <message>
        <source>Initial rebalance delay</source>
        <translation>首次再均衡延迟</translation>
    </message>
    <message>
        <source>Copy as command</source>
        <translation>复制为命令</translation>
    </message>
    <message>
        <source>The command that runs this cluster without a window</source>
        <translation>不打开窗口而运行此集群的命令</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Copied %1</source>
        <translation>已复制 %1</translation>
    </message>
    <message numerus="yes">
        <source>%1 brokers join the running cluster at once.</source>
        <translation>
            <numerusform>%1 个 Broker 将立即加入正在运行的集群。</numerusform>
        </translation>
    </message>
    <message>
        <source>From the next start on. Replicas on the others stay offline meanwhile; nothing of them is deleted.</source>
        <translation>下次启动时生效。其余 Broker 上的副本届时离线，但不会被删除。</translation>
    </message>
    <message>
        <source>The broker listens at %1.</source>
        <translation>Broker 监听端口 %1。</translation>
    </message>
    <message>
        <source>Brokers listen at %1 to %2.</source>
        <translation>各 Broker 监听端口 %1 至 %2。</translation>
    </message>
    <message>
        <source>These settings are in force, or will be at once.</source>
        <translation>这些设置已生效，或将立即生效。</translation>
    </message>
    <message>
        <source>Some of this takes effect at the next start: Kafka does not change it in brokers that run. What the command line says then goes first.</source>
        <translation>部分设置在下次启动时生效：Kafka 不会在运行中的 Broker 上更改它们。届时命令行选项优先。</translation>
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
    <name>partitura::ui::CommandDialog</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>The cluster was closed. Nothing was sent.</source>
        <translation>集群已关闭，未发送任何内容。</translation>
    </message>
</context>
<context>
    <name>partitura::ui::CommandPalette</name>
    <message>
        <source>What would you like to do?</source>
        <translation>想做什么？</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Commands that match</source>
        <translation>匹配的命令</translation>
    </message>
    <message>
        <source>Nothing is called that. Fewer letters find more.</source>
        <translation>没有匹配的命令。少输入几个字试试。</translation>
    </message>
</context>
<context>
    <name>partitura::ui::ConfigModel</name>
    <message>
        <source>Config</source>
        <translation>配置</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>默认值</translation>
    </message>
</context>
<context>
    <name>partitura::ui::ConfigRows</name>
    <message>
        <source>%1 takes: %2.</source>
        <translation>%1 可取：%2。</translation>
    </message>
    <message>
        <source>%1 takes a number from %2 to %3.</source>
        <translation>%1 应为 %2 到 %3 之间的数。</translation>
    </message>
    <message>
        <source>%1 takes a number, %2 or more.</source>
        <translation>%1 应为不小于 %2 的数。</translation>
    </message>
    <message>
        <source>Add config</source>
        <translation>添加配置</translation>
    </message>
    <message>
        <source>Name of the config</source>
        <translation>配置名称</translation>
    </message>
    <message>
        <source>name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Value of the config</source>
        <translation>配置值</translation>
    </message>
    <message>
        <source>value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Remove this config</source>
        <translation>移除此配置</translation>
    </message>
    <message>
        <source>Type a part of the name.</source>
        <translation>输入名称的一部分即可查找。</translation>
    </message>
    <message>
        <source>%1 Default: empty.</source>
        <translation>%1 默认：空。</translation>
    </message>
    <message>
        <source>%1 Default: %2.</source>
        <translation>%1 默认：%2。</translation>
    </message>
    <message>
        <source>Topics have no config &quot;%1&quot;.</source>
        <translation>主题没有名为 %1 的配置。</translation>
    </message>
    <message>
        <source>%1 is given twice.</source>
        <translation>%1 重复给出。</translation>
    </message>
</context>
<context>
    <name>partitura::ui::ConsumerForm</name>
    <message>
        <source> records</source>
        <translation> 条消息</translation>
    </message>
    <message>
        <source>never</source>
        <translation>从不</translation>
    </message>
    <message>
        <source> ms</source>
        <translation> ms</translation>
    </message>
    <message>
        <source>at an interval</source>
        <translation>按固定间隔</translation>
    </message>
    <message>
        <source>after each batch</source>
        <translation>每批处理之后</translation>
    </message>
    <message>
        <source>crashes</source>
        <translation>崩溃</translation>
    </message>
    <message>
        <source>skips it</source>
        <translation>跳过该消息</translation>
    </message>
    <message>
        <source>tries for ever</source>
        <translation>一直重试</translation>
    </message>
    <message>
        <source>one or more, with commas between</source>
        <translation>一个或多个，以逗号分隔</translation>
    </message>
    <message>
        <source>no record</source>
        <translation>无</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>&amp;Topics</source>
        <translation>主题(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Group</source>
        <translation>消费者组(&amp;G)</translation>
    </message>
    <message>
        <source>Time per &amp;record</source>
        <translation>每条消息耗时(&amp;R)</translation>
    </message>
    <message>
        <source>Pauses after</source>
        <translation>暂停前处理</translation>
    </message>
    <message>
        <source>Pause lasts</source>
        <translation>暂停时长</translation>
    </message>
    <message>
        <source>Poison contains</source>
        <translation>毒消息包含</translation>
    </message>
    <message>
        <source>At poison it</source>
        <translation>遇到毒消息时</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>读取</translation>
    </message>
    <message>
        <source>&amp;Commits</source>
        <translation>提交(&amp;C)</translation>
    </message>
    <message>
        <source>Interval</source>
        <translation>提交间隔</translation>
    </message>
    <message>
        <source>&amp;Isolation level</source>
        <translation>隔离级别(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Assignor</source>
        <translation>分配器(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Session timeout</source>
        <translation>会话超时(&amp;S)</translation>
    </message>
    <message>
        <source>How long the group waits for a member that crashed before it gives its partitions to others</source>
        <translation>成员崩溃后，消费者组等待多久才把它的分区交给其他成员</translation>
    </message>
    <message>
        <source>Offsets and group</source>
        <translation>位移与消费者组</translation>
    </message>
</context>
<context>
    <name>partitura::ui::CreateTopicDialog</name>
    <message>
        <source>Create a topic</source>
        <translation>创建主题</translation>
    </message>
    <message>
        <source>Create topic</source>
        <translation>创建主题</translation>
    </message>
    <message>
        <source>my-topic</source>
        <translation>my-topic</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>名称(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Partitions</source>
        <translation>分区数(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Replicas of each</source>
        <translation>每分区副本数(&amp;R)</translation>
    </message>
    <message>
        <source>A topic of this name exists.</source>
        <translation>已存在同名主题。</translation>
    </message>
    <message>
        <source>Too like &quot;%1&quot;: Kafka does not tell &quot;.&quot; from &quot;_&quot; in metric names.</source>
        <translation>与 %1 过于相近：在指标名中，Kafka 不区分 . 与 _ 。</translation>
    </message>
    <message>
        <source>Good. Use &quot;.&quot; or &quot;_&quot; in your names, not both.</source>
        <translation>可用。主题名建议统一使用 . 或 _ ，不要混用。</translation>
    </message>
    <message>
        <source>Good.</source>
        <translation>可用。</translation>
    </message>
    <message numerus="yes">
        <source>%1 replicas in all, spread over the brokers.</source>
        <translation>
            <numerusform>共 %1 个副本，分布在各 Broker 上。</numerusform>
        </translation>
    </message>
    <message>
        <source>Topic %1 created.</source>
        <translation>主题 %1 已创建。</translation>
    </message>
    <message>
        <source>Configs</source>
        <translation>配置</translation>
    </message>
    <message>
        <source>At most one replica on each broker; brokers: %1, of them up: %2.</source>
        <translation>每个 Broker 上至多一个副本；共有 %1 个 Broker，其中 %2 个在线。</translation>
    </message>
    <message>
        <source>Too many: a broker holds at most one replica of each partition, and there are %1 brokers.</source>
        <translation>副本过多：每个 Broker 至多存放一个分区的一个副本，而现有 %1 个 Broker。</translation>
    </message>
    <message>
        <source>Those of brokers that are down are offline until these are back; up: %1 of %2.</source>
        <translation>离线 Broker 上的副本要等其恢复后才会在线；%2 个 Broker 中有 %1 个在线。</translation>
    </message>
</context>
<context>
    <name>partitura::ui::DetailModel</name>
    <message>
        <source>Field</source>
        <translation>字段</translation>
    </message>
    <message>
        <source>Content</source>
        <translation>内容</translation>
    </message>
</context>
<context>
    <name>partitura::ui::ErrorNote</name>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy the error</source>
        <translation>复制错误信息</translation>
    </message>
</context>
<context>
    <name>partitura::ui::EventMarks</name>
    <message>
        <source>and %1 more</source>
        <translation>另有 %1 项</translation>
    </message>
</context>
<context>
    <name>partitura::ui::EventText</name>
    <message>
        <source>Broker %1 joined the cluster</source>
        <translation>Broker %1 已加入集群</translation>
    </message>
    <message>
        <source>Broker %1 stopped</source>
        <translation>Broker %1 已停止</translation>
    </message>
    <message>
        <source>Broker %1 is the controller</source>
        <translation>Broker %1 成为控制器</translation>
    </message>
    <message>
        <source>Topic %1 created with %2 partitions</source>
        <translation>主题 %1 已创建，共 %2 个分区</translation>
    </message>
    <message>
        <source>Topic %1 now has %2 partitions</source>
        <translation>主题 %1 现有 %2 个分区</translation>
    </message>
    <message>
        <source>Topic %1 deleted</source>
        <translation>主题 %1 已删除</translation>
    </message>
    <message>
        <source>%1 is now led by broker %2</source>
        <translation>%1 的首领副本现为 Broker %2</translation>
    </message>
    <message>
        <source>%1 has no leader</source>
        <translation>%1 没有首领副本</translation>
    </message>
    <message>
        <source>In-sync replicas of %1 are now %2</source>
        <translation>%1 的 ISR 现为 %2</translation>
    </message>
    <message>
        <source>Broker %1 is fenced: it may not lead or be in sync</source>
        <translation>Broker %1 已被隔离：不能担任首领，也不能处于同步状态</translation>
    </message>
    <message>
        <source>Broker %1 is unfenced: it may lead and be in sync</source>
        <translation>Broker %1 已解除隔离：可以担任首领并处于同步状态</translation>
    </message>
    <message>
        <source>Eligible leader replicas of %1 are now %2</source>
        <translation>%1 的合格首领副本现为 %2</translation>
    </message>
    <message>
        <source>%1: unclean election of broker %2, which was not in sync; records may be lost</source>
        <translation>%1：从未同步的副本中选出 Broker %2 为首领；可能丢失记录</translation>
    </message>
    <message>
        <source>%1 is led by its preferred replica again, broker %2</source>
        <translation>%1 重新由其首选副本 Broker %2 担任首领</translation>
    </message>
    <message>
        <source>%1 members joined but did not ask for their assignment</source>
        <translation>%1 个成员已加入，但未请求分区分配</translation>
    </message>
    <message>
        <source>The log directory of broker %1 is offline: %2</source>
        <translation>Broker %1 的日志目录已离线：%2</translation>
    </message>
    <message>
        <source>The log directory of broker %1 is back</source>
        <translation>Broker %1 的日志目录已恢复</translation>
    </message>
    <message>
        <source>%1 compacted from %2 to %3 bytes, %4 of %5 records kept</source>
        <translation>%1 已从 %2 字节压缩为 %3 字节，%5 条记录保留 %4 条</translation>
    </message>
    <message>
        <source>%1 is not compacted any more: %2</source>
        <translation>%1 不再压缩：%2</translation>
    </message>
    <message>
        <source>Broker %1 crashed</source>
        <translation>Broker %1 已崩溃</translation>
    </message>
    <message>
        <source>Broker %1 paused</source>
        <translation>Broker %1 已暂停</translation>
    </message>
    <message>
        <source>Broker %1 resumed</source>
        <translation>Broker %1 已恢复运行</translation>
    </message>
    <message>
        <source>Broker %1 added</source>
        <translation>Broker %1 已添加</translation>
    </message>
    <message>
        <source>Broker %1 removed</source>
        <translation>Broker %1 已移除</translation>
    </message>
    <message>
        <source>Fault set: %1</source>
        <translation>已注入故障：%1</translation>
    </message>
    <message>
        <source>Fault undone: %1</source>
        <translation>已撤销故障：%1</translation>
    </message>
    <message>
        <source>All faults undone</source>
        <translation>已撤销所有故障</translation>
    </message>
    <message>
        <source>member %1 joins</source>
        <translation>成员 %1 加入</translation>
    </message>
    <message>
        <source>member %1 joins: %2</source>
        <translation>成员 %1 加入，原因：%2</translation>
    </message>
    <message>
        <source>group leader %1 joins again</source>
        <translation>组领导者 %1 重新加入</translation>
    </message>
    <message>
        <source>group leader %1 joins again: %2</source>
        <translation>组领导者 %1 重新加入，原因：%2</translation>
    </message>
    <message>
        <source>generation %1 with %2 members, assigned by %3 at %4</source>
        <translation>代次 %1，%2 个成员，按 %3 分配，由 %4 计算</translation>
    </message>
    <message>
        <source>generation %1 has no members</source>
        <translation>代次 %1 没有成员</translation>
    </message>
    <message>
        <source>member %1 changed its protocols</source>
        <translation>成员 %1 更改了协议</translation>
    </message>
    <message>
        <source>member %1 was silent for too long</source>
        <translation>成员 %1 会话超时（长时间无心跳）</translation>
    </message>
    <message>
        <source>static member %1 came back</source>
        <translation>静态成员 %1 重新加入</translation>
    </message>
    <message>
        <source>members left: %1</source>
        <translation>成员离开：%1</translation>
    </message>
    <message>
        <source>closed %1: it %2</source>
        <translation>已关闭连接 %1：对方 %2</translation>
    </message>
    <message>
        <source>Broker %1 leads the quorum in epoch %2, after broker %3</source>
        <translation>Broker %1 在 epoch %2 领导仲裁组，接替 Broker %3</translation>
    </message>
    <message>
        <source>Broker %1 leads the quorum in epoch %2</source>
        <translation>Broker %1 在 epoch %2 领导仲裁组</translation>
    </message>
    <message>
        <source>Configs of topic %1 changed: %2</source>
        <translation>主题 %1 的配置已更改：%2</translation>
    </message>
    <message>
        <source>Configs of broker %1 changed: %2</source>
        <translation>Broker %1 的配置已更改：%2</translation>
    </message>
    <message>
        <source>Configs of all brokers changed: %1</source>
        <translation>所有 Broker 的配置已更改：%1</translation>
    </message>
    <message>
        <source>Moving %1 from %2 to %3</source>
        <translation>正在将 %1 从 %2 迁移到 %3</translation>
    </message>
    <message>
        <source>Moved %1 from %2 to %3</source>
        <translation>已将 %1 从 %2 迁移到 %3</translation>
    </message>
    <message>
        <source>The move of %1 from %2 to %3 was called off</source>
        <translation>%1 从 %2 到 %3 的迁移已取消</translation>
    </message>
    <message>
        <source>Broker %1 truncated %2 from %3 to %4, where its log and the leader&apos;s part</source>
        <translation>Broker %1 将 %2 从 %3 截断到 %4，即其日志与首领副本日志的分歧处</translation>
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
        <source>Log directory failed</source>
        <translation>日志目录故障</translation>
    </message>
    <message>
        <source>Log directory back</source>
        <translation>日志目录恢复</translation>
    </message>
    <message>
        <source>Log compacted</source>
        <translation>日志已压缩</translation>
    </message>
    <message>
        <source>Log not compacted any more</source>
        <translation>日志不再压缩</translation>
    </message>
    <message>
        <source>Broker crashed</source>
        <translation>Broker 已崩溃</translation>
    </message>
    <message>
        <source>Broker paused</source>
        <translation>Broker 已暂停</translation>
    </message>
    <message>
        <source>Broker resumed</source>
        <translation>Broker 已恢复运行</translation>
    </message>
    <message>
        <source>Broker added</source>
        <translation>Broker 已添加</translation>
    </message>
    <message>
        <source>Broker removed</source>
        <translation>Broker 已移除</translation>
    </message>
    <message>
        <source>Fault set</source>
        <translation>故障已注入</translation>
    </message>
    <message>
        <source>Faults undone</source>
        <translation>故障已撤销</translation>
    </message>
    <message>
        <source>Quorum leader changed</source>
        <translation>仲裁首领已变更</translation>
    </message>
    <message>
        <source>Broker fenced</source>
        <translation>Broker 已被隔离</translation>
    </message>
    <message>
        <source>Broker unfenced</source>
        <translation>Broker 已解除隔离</translation>
    </message>
    <message>
        <source>Reassignment begun</source>
        <translation>重新分配已开始</translation>
    </message>
    <message>
        <source>Reassignment completed</source>
        <translation>重新分配已完成</translation>
    </message>
    <message>
        <source>Reassignment cancelled</source>
        <translation>重新分配已取消</translation>
    </message>
    <message>
        <source>Preferred leader elected</source>
        <translation>已选出首选首领副本</translation>
    </message>
    <message>
        <source>Unclean leader elected</source>
        <translation>已从未同步的副本中选出首领</translation>
    </message>
    <message>
        <source>Replica truncated</source>
        <translation>副本已截断</translation>
    </message>
    <message>
        <source>ELR changed</source>
        <translation>ELR 已变化</translation>
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
        <source>Topic or group</source>
        <translation>主题或消费者组</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>The broker that reported it; of groups, their coordinator. Who it happened to, the text says.</source>
        <translation>上报此事件的 Broker；消费者组的事件由其协调者上报。事件涉及谁，见“详情”。</translation>
    </message>
    <message>
        <source>Reported by</source>
        <translation>上报者</translation>
    </message>
    <message>
        <source>Config changed</source>
        <translation>配置已更改</translation>
    </message>
</context>
<context>
    <name>partitura::ui::EventsView</name>
    <message>
        <source>Events</source>
        <translation>事件</translation>
    </message>
    <message numerus="yes">
        <source>%1 events</source>
        <translation>
            <numerusform>%1 个事件</numerusform>
        </translation>
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
    <message>
        <source>Double-click or Enter: the whole window shows that moment</source>
        <translation>双击或按 Enter：整个窗口显示那一时刻</translation>
    </message>
</context>
<context>
    <name>partitura::ui::FaultList</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Undo all ends it.</source>
        <translation>“全部撤销”可结束它。</translation>
    </message>
    <message>
        <source>Nothing is wrong. Choose a fault on the left and apply it: it stands here with the button that undoes it.</source>
        <translation>一切正常。在左侧选择一种故障并施加：它会列在这里，并带有撤销按钮。</translation>
    </message>
</context>
<context>
    <name>partitura::ui::FaultTiming</name>
    <message>
        <source>Begins in</source>
        <translation>开始于</translation>
    </message>
    <message>
        <source>Lasts</source>
        <translation>持续</translation>
    </message>
    <message>
        <source>Again every</source>
        <translation>重复间隔</translation>
    </message>
    <message>
        <source>Times in all</source>
        <translation>总次数</translation>
    </message>
    <message>
        <source>at once</source>
        <translation>立即</translation>
    </message>
    <message>
        <source>until it is undone</source>
        <translation>直到撤销</translation>
    </message>
    <message>
        <source>once only</source>
        <translation>仅一次</translation>
    </message>
    <message>
        <source> s</source>
        <comment>seconds</comment>
        <translation> 秒</translation>
    </message>
    <message>
        <source>What this does has no end to wait for</source>
        <translation>此故障没有可等待的结束</translation>
    </message>
    <message>
        <source>Say first how often it comes again</source>
        <translation>请先设置重复间隔</translation>
    </message>
</context>
<context>
    <name>partitura::ui::FaultsView</name>
    <message>
        <source>Faults can be brought about in the embedded cluster and in simulations.</source>
        <translation>故障只能施加于内置集群和仿真。</translation>
    </message>
    <message>
        <source>Apply now</source>
        <translation>立即施加</translation>
    </message>
    <message>
        <source>Plan it</source>
        <translation>列入计划</translation>
    </message>
    <message numerus="yes">
        <source>%n fault(s) in force or planned</source>
        <translation>
            <numerusform>%n 项故障生效或已计划</numerusform>
        </translation>
    </message>
    <message>
        <source>Undo all</source>
        <translation>全部撤销</translation>
    </message>
    <message>
        <source>End every fault, resume paused brokers and start those that are down</source>
        <translation>结束所有故障，恢复已暂停的 Broker，并启动已停止的 Broker</translation>
    </message>
    <message>
        <source>Faults by what they befall</source>
        <translation>按对象分类的故障</translation>
    </message>
    <message>
        <source>Copy as command</source>
        <translation>复制为命令</translation>
    </message>
    <message>
        <source>In force</source>
        <translation>生效中</translation>
    </message>
    <message>
        <source>Faults</source>
        <translation>故障</translation>
    </message>
    <message>
        <source>Nothing is in force. Whatever is applied here, one button ends it.</source>
        <translation>目前没有生效的故障。在此施加的任何故障都可一键结束。</translation>
    </message>
    <message>
        <source>Nothing is in force that could be undone</source>
        <translation>目前没有可撤销的故障</translation>
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
    <name>partitura::ui::GlossaryDialog</name>
    <message>
        <source>Glossary</source>
        <translation>术语表</translation>
    </message>
    <message>
        <source>Search terms and meanings</source>
        <translation>搜索术语与含义</translation>
    </message>
    <message>
        <source>Terms</source>
        <translation>术语</translation>
    </message>
    <message>
        <source>No term and no meaning contains that, in English or Chinese.</source>
        <translation>中英文术语与含义中都没有匹配的内容。</translation>
    </message>
</context>
<context>
    <name>partitura::ui::GroupModel</name>
    <message>
        <source>Empty</source>
        <translation>空</translation>
    </message>
    <message>
        <source>Preparing rebalance</source>
        <translation>准备再均衡</translation>
    </message>
    <message>
        <source>Completing rebalance</source>
        <translation>正在完成再均衡</translation>
    </message>
    <message>
        <source>Stable</source>
        <translation>稳定</translation>
    </message>
    <message>
        <source>Dead</source>
        <translation>已消亡</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>消费者组</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Protocol · assignor</source>
        <translation>协议 · 分配器</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>成员</translation>
    </message>
    <message>
        <source>Coordinator</source>
        <translation>协调器</translation>
    </message>
    <message>
        <source>Generation</source>
        <translation>代次</translation>
    </message>
    <message>
        <source>Total lag</source>
        <translation>总消费滞后</translation>
    </message>
    <message>
        <source>Last 2 min</source>
        <translation>最近 2 分钟</translation>
    </message>
    <message>
        <source>Behind</source>
        <translation>落后时间</translation>
    </message>
    <message>
        <source>Drained in</source>
        <translation>预计追平</translation>
    </message>
</context>
<context>
    <name>partitura::ui::GroupsView</name>
    <message>
        <source>Groups</source>
        <translation>消费者组</translation>
    </message>
    <message>
        <source>Offsets (%1)</source>
        <translation>位移（%1）</translation>
    </message>
    <message>
        <source>Members (%1)</source>
        <translation>成员（%1）</translation>
    </message>
    <message>
        <source>Consumer groups</source>
        <translation>消费者组</translation>
    </message>
    <message>
        <source>Committed offsets of the selected group</source>
        <translation>所选消费者组的已提交位移</translation>
    </message>
    <message>
        <source>This group has committed no offsets yet.</source>
        <translation>该消费者组尚未提交任何位移。</translation>
    </message>
    <message>
        <source>Members of the selected group</source>
        <translation>所选消费者组的成员</translation>
    </message>
    <message>
        <source>No member is connected. The group keeps its offsets until they expire.</source>
        <translation>没有成员连接。该消费者组的位移会保留到过期为止。</translation>
    </message>
    <message>
        <source>No consumer groups yet</source>
        <translation>还没有消费者组</translation>
    </message>
    <message>
        <source>Consumers that share a group id divide a topic&apos;s partitions among them and remember how far they have read. Start a consumer with a group id, and its members, assignment and lag appear here.</source>
        <translation>使用相同 group.id 的消费者共同分担主题的各个分区，并记住读到了哪里。启动一个带 group.id 的消费者，其成员、分区分配和消费滞后就会显示在这里。</translation>
    </message>
    <message>
        <source>Lag over time</source>
        <translation>滞后变化</translation>
    </message>
</context>
<context>
    <name>partitura::ui::JobButton</name>
    <message>
        <source>Jobs done</source>
        <translation>任务已结束</translation>
    </message>
    <message numerus="yes">
        <source>%1 jobs</source>
        <translation>
            <numerusform>%1 个任务</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 jobs, %2</source>
        <translation>
            <numerusform>%1 个任务，%2</numerusform>
        </translation>
    </message>
    <message>
        <source>What takes long: progress, and how to stop it</source>
        <translation>耗时的任务：查看进度，也可停止</translation>
    </message>
</context>
<context>
    <name>partitura::ui::JobPopup</name>
    <message>
        <source>Forget what ended</source>
        <translation>清除已结束的任务</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Stop it; what is done is kept</source>
        <translation>停止；已完成的部分会保留</translation>
    </message>
    <message>
        <source>Stop %1</source>
        <translation>停止 %1</translation>
    </message>
</context>
<context>
    <name>partitura::ui::JobText</name>
    <message numerus="yes">
        <source>%1 records</source>
        <translation>
            <numerusform>%1 条消息</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 steps</source>
        <translation>
            <numerusform>%1 步</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Complete: %1</source>
        <translation>完成：%1</translation>
    </message>
    <message>
        <source>Incomplete, cancelled: %1</source>
        <translation>未完成，已取消：%1</translation>
    </message>
    <message>
        <source>Incomplete: %1. %2</source>
        <translation>未完成：%1。%2</translation>
    </message>
    <message>
        <source>Stopping: %1</source>
        <translation>正在停止：%1</translation>
    </message>
</context>
<context>
    <name>partitura::ui::KeyOverlay</name>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
</context>
<context>
    <name>partitura::ui::LagChart</name>
    <message>
        <source>generation %1</source>
        <translation>代次 %1</translation>
    </message>
    <message>
        <source>now</source>
        <translation>现在</translation>
    </message>
    <message>
        <source>Lag of the group over the last two minutes</source>
        <translation>该消费者组最近两分钟的消费滞后</translation>
    </message>
</context>
<context>
    <name>partitura::ui::LayoutMenu</name>
    <message>
        <source>Layout %1 is now as you see it.</source>
        <translation>布局“%1”已更新为当前排列。</translation>
    </message>
    <message>
        <source>Layout %1</source>
        <translation>布局：%1</translation>
    </message>
    <message>
        <source>%1, changed</source>
        <translation>%1（已改动）</translation>
    </message>
    <message>
        <source>this layout came with the program</source>
        <translation>这是内置布局</translation>
    </message>
    <message>
        <source>the layout is as you see it</source>
        <translation>布局没有改动</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Save layout</source>
        <translation>保存布局</translation>
    </message>
    <message>
        <source>Layout %1 is kept.</source>
        <translation>布局“%1”已保存。</translation>
    </message>
    <message>
        <source>A layout of yours needs a name that no built-in one has.</source>
        <translation>自定义布局需要一个与内置布局不同的名称。</translation>
    </message>
    <message>
        <source>Rename layout</source>
        <translation>重命名布局</translation>
    </message>
    <message>
        <source>That name is empty or taken; the layout keeps its own.</source>
        <translation>名称为空或已被使用；布局保留原名。</translation>
    </message>
    <message>
        <source>Layout %1 is deleted.</source>
        <translation>布局“%1”已删除。</translation>
    </message>
</context>
<context>
    <name>partitura::ui::Layouts</name>
    <message>
        <source>Overview</source>
        <translation>总览</translation>
    </message>
    <message>
        <source>Teaching</source>
        <translation>教学</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Operations</source>
        <translation>运维</translation>
    </message>
</context>
<context>
    <name>partitura::ui::LimitBars</name>
    <message>
        <source>disk writes</source>
        <translation>磁盘写入</translation>
    </message>
    <message>
        <source>network in</source>
        <translation>网络流入</translation>
    </message>
    <message>
        <source>network out</source>
        <translation>网络流出</translation>
    </message>
    <message>
        <source>disk size</source>
        <translation>磁盘容量</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
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
        <translation>看得见运行过程的 Kafka 集群：用于教学、学习和开发。

自由软件，采用 GNU 通用公共许可证第 3 版或更高版本。Apache Kafka 是 Apache 软件基金会的商标，本软件与该基金会无关。</translation>
    </message>
    <message>
        <source>%1 (pinned)</source>
        <translation>%1（已固定）</translation>
    </message>
    <message>
        <source>%1 is pinned: it keeps what it shows.</source>
        <translation>“%1”已固定：保持当前显示的内容。</translation>
    </message>
    <message>
        <source>%1 follows the selection again.</source>
        <translation>“%1”重新随选择而变。</translation>
    </message>
    <message>
        <source>Click into a view first, then pin it.</source>
        <translation>请先点击某个视图，再将其固定。</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <translation>%1。%2</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>窗口</translation>
    </message>
</context>
<context>
    <name>partitura::ui::MemberModel</name>
    <message>
        <source>Static member %1</source>
        <translation>静态成员 %1</translation>
    </message>
    <message>
        <source> (group leader)</source>
        <translation>（组领导者）</translation>
    </message>
    <message>
        <source>nothing assigned</source>
        <translation>未分配分区</translation>
    </message>
    <message>
        <source>Client id</source>
        <translation>客户端 ID</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>主机</translation>
    </message>
    <message>
        <source>Member id</source>
        <translation>成员 ID</translation>
    </message>
    <message>
        <source>Partitions</source>
        <translation>分区数</translation>
    </message>
    <message>
        <source>Assignment</source>
        <translation>分区分配</translation>
    </message>
</context>
<context>
    <name>partitura::ui::MessagesView</name>
    <message>
        <source>Messages</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Show records as they arrive</source>
        <translation>实时显示新到的消息</translation>
    </message>
    <message>
        <source>Waiting for records…</source>
        <translation>等待消息…</translation>
    </message>
    <message>
        <source>This topic holds no records now. Produce one, and it appears here.</source>
        <translation>该主题目前没有消息。发送一条，它就会显示在这里。</translation>
    </message>
    <message>
        <source>All partitions</source>
        <translation>全部分区</translation>
    </message>
    <message>
        <source>Partition %1</source>
        <translation>分区 %1</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Following</source>
        <translation>跟踪中</translation>
    </message>
    <message>
        <source>newest %1 rec</source>
        <translation>最新 %1 条</translation>
    </message>
    <message>
        <source>%1 rec skipped</source>
        <translation>已跳过 %1 条</translation>
    </message>
    <message>
        <source>%1 offsets</source>
        <translation>%1 个位移</translation>
    </message>
    <message>
        <source>Offsets between log start and high watermark of the partitions shown</source>
        <translation>所示分区从日志起始位移到高水位之间的位移数</translation>
    </message>
    <message>
        <source>Select a record to see its fields and bytes.</source>
        <translation>选择一条消息以查看其字段和字节。</translation>
    </message>
    <message>
        <source>There is no partition %1 here; choose one of the topic&apos;s partitions.</source>
        <translation>该主题没有分区 %1；请选择已有的分区。</translation>
    </message>
    <message>
        <source>Partition %1 holds offsets %2 to %3; the nearest is shown.</source>
        <translation>分区 %1 的位移范围为 %2 到 %3；已定位到最近的一条。</translation>
    </message>
    <message>
        <source>Searching for %1…</source>
        <translation>正在查找 %1…</translation>
    </message>
    <message>
        <source>Partition %1 holds no records now.</source>
        <translation>分区 %1 目前没有消息。</translation>
    </message>
    <message>
        <source>Partition %1, offset %2.</source>
        <translation>分区 %1，位移 %2。</translation>
    </message>
    <message>
        <source>Offset %1 holds no record: it was compacted away, or is a control record.</source>
        <translation>位移 %1 处没有消息：已被日志压缩（compaction）清除，或是控制消息。</translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Partition</source>
        <translation>分区</translation>
    </message>
    <message>
        <source>Go to</source>
        <translation>跳转到</translation>
    </message>
    <message>
        <source>Go to p3@1204, -1h, 2026-11-22T10:00, latest</source>
        <translation>跳转到 p3@1204、-1h、2026-11-22T10:00、latest</translation>
    </message>
    <message>
        <source>Follow</source>
        <translation>跟踪</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Stop taking records in; nothing is lost that the log still holds</source>
        <translation>停止接收新消息；日志中仍保留的消息不会丢失</translation>
    </message>
    <message>
        <source>Load again</source>
        <translation>重新加载</translation>
    </message>
    <message>
        <source>Read the records in sight again</source>
        <translation>重新读取当前显示的消息</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>No topics yet</source>
        <translation>还没有主题</translation>
    </message>
    <message>
        <source>Records live in topics. Create one in the Topics view, or let a client do it: what it produces appears here, down to the byte.</source>
        <translation>消息保存在主题中。在“主题”视图中创建一个，或由客户端创建：它发送的内容会显示在这里，细到每个字节。</translation>
    </message>
    <message>
        <source>Read anew</source>
        <translation>重新读取</translation>
    </message>
    <message>
        <source>In the bytes: the byte before, the byte after</source>
        <translation>在字节区：前一个、后一个字节</translation>
    </message>
    <message>
        <source>In the bytes: the first, the last</source>
        <translation>在字节区：第一个、最后一个</translation>
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
    <name>partitura::ui::OffsetModel</name>
    <message>
        <source>The partition no longer exists</source>
        <translation>该分区已不存在</translation>
    </message>
    <message>
        <source>Metadata: %1</source>
        <translation>元数据：%1</translation>
    </message>
    <message>
        <source>gone</source>
        <translation>已不存在</translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Partition</source>
        <translation>分区</translation>
    </message>
    <message>
        <source>Last 2 min</source>
        <translation>最近 2 分钟</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>所属成员</translation>
    </message>
    <message>
        <source>Committed at</source>
        <translation>提交时间</translation>
    </message>
    <message>
        <source>Behind</source>
        <translation>落后时间</translation>
    </message>
    <message>
        <source>Drained in</source>
        <translation>预计追平</translation>
    </message>
</context>
<context>
    <name>partitura::ui::PaceText</name>
    <message>
        <source>over %1</source>
        <translation>超过 %1</translation>
    </message>
    <message>
        <source>never</source>
        <translation>无法追平</translation>
    </message>
    <message>
        <source>Consumed %1, produced %2</source>
        <translation>消费 %1，写入 %2</translation>
    </message>
    <message>
        <source>keeps pace</source>
        <translation>与写入同步</translation>
    </message>
</context>
<context>
    <name>partitura::ui::PaletteText</name>
    <message>
        <source>not now</source>
        <translation>当前不可用</translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>消费者组</translation>
    </message>
    <message>
        <source>Broker %1</source>
        <translation>Broker %1</translation>
    </message>
    <message>
        <source>View</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>Go to %1</source>
        <translation>转到%1</translation>
    </message>
    <message>
        <source>Layout</source>
        <translation>布局</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题外观</translation>
    </message>
    <message>
        <source>Light theme</source>
        <translation>浅色主题外观</translation>
    </message>
    <message>
        <source>Dark theme</source>
        <translation>深色主题外观</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>数据源</translation>
    </message>
</context>
<context>
    <name>partitura::ui::PartitionModel</name>
    <message>
        <source>Broker %1: leader</source>
        <translation>Broker %1：首领副本</translation>
    </message>
    <message>
        <source>Broker %1: in sync</source>
        <translation>Broker %1：已同步</translation>
    </message>
    <message>
        <source>Broker %1: in sync, %2 behind</source>
        <translation>Broker %1：已同步，落后 %2</translation>
    </message>
    <message>
        <source>Broker %1: out of sync, %2 behind</source>
        <translation>Broker %1：未同步，落后 %2</translation>
    </message>
    <message>
        <source>Broker %1: offline</source>
        <translation>Broker %1：离线</translation>
    </message>
    <message>
        <source>Broker %1: waiting for a leader</source>
        <translation>Broker %1：等待首领副本</translation>
    </message>
    <message>
        <source>%1 bytes in the leader&apos;s log</source>
        <translation>首领副本日志中 %1 字节</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Records the furthest replica is behind the leader&apos;s log end</source>
        <translation>最慢的副本落后首领副本日志末端的消息数</translation>
    </message>
    <message>
        <source>Partition</source>
        <translation>分区</translation>
    </message>
    <message>
        <source>Leader</source>
        <translation>首领副本</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>首领 epoch</translation>
    </message>
    <message>
        <source>Replicas</source>
        <translation>副本</translation>
    </message>
    <message>
        <source>Log start</source>
        <translation>日志起始</translation>
    </message>
    <message>
        <source>Last stable</source>
        <translation>最后稳定位移</translation>
    </message>
    <message>
        <source>High watermark</source>
        <translation>高水位</translation>
    </message>
    <message>
        <source>Log end</source>
        <translation>日志末端</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Rate in</source>
        <translation>流入速率</translation>
    </message>
    <message>
        <source>Rate out</source>
        <translation>流出速率</translation>
    </message>
    <message>
        <source>Replica lag</source>
        <translation>副本滞后</translation>
    </message>
</context>
<context>
    <name>partitura::ui::PlannerPanel</name>
    <message>
        <source>%1 replicas need %1 brokers: no two replicas of a partition share one.</source>
        <translation>%1 个副本需要 %1 个 Broker：同一分区的两个副本不会位于同一 Broker。</translation>
    </message>
    <message>
        <source>Set limits of a broker to see which is hit first.</source>
        <translation>设定单个 Broker 的上限，即可看到最先达到的是哪一项。</translation>
    </message>
    <message>
        <source>Too much: %1 of a broker would have to be %2 times as large.</source>
        <translation>超出上限：单个 Broker 的%1需要达到现在的 %2 倍。</translation>
    </message>
    <message>
        <source>The first limit to be hit is a broker&apos;s %1, at %2 times this load.</source>
        <translation>最先达到的上限是单个 Broker 的%1，出现在当前负载的 %2 倍时。</translation>
    </message>
    <message>
        <source>N, partitions</source>
        <translation>N，分区</translation>
    </message>
    <message>
        <source>R, replicas of each</source>
        <translation>R，每个分区的副本数</translation>
    </message>
    <message>
        <source>D, per partition</source>
        <translation>D，每分区</translation>
    </message>
    <message>
        <source>Brokers</source>
        <translation>Broker 数</translation>
    </message>
    <message>
        <source>Retention</source>
        <translation>保留时间</translation>
    </message>
    <message>
        <source>Consumer groups</source>
        <translation>消费者组</translation>
    </message>
    <message>
        <source>Disk writes of a broker</source>
        <translation>单个 Broker 的磁盘写入</translation>
    </message>
    <message>
        <source>Network of a broker, each way</source>
        <translation>单个 Broker 的网络（单向）</translation>
    </message>
    <message>
        <source>Disk of a broker</source>
        <translation>单个 Broker 的磁盘容量</translation>
    </message>
    <message>
        <source> h</source>
        <comment>hours, after a number</comment>
        <translation> 小时</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>不设上限</translation>
    </message>
    <message>
        <source>T = N × R × D, written in all</source>
        <translation>T = N × R × D，写入总量</translation>
    </message>
    <message>
        <source>producers get through, N × D</source>
        <translation>生产者实际写入，N × D</translation>
    </message>
    <message>
        <source>each broker writes, T ÷ brokers</source>
        <translation>每个 Broker 写入，T ÷ Broker 数</translation>
    </message>
    <message>
        <source>replication, N × (R − 1) × D</source>
        <translation>副本复制流量，N × (R − 1) × D</translation>
    </message>
    <message>
        <source>to consumers, N × D for each group</source>
        <translation>消费流量，每个消费者组 N × D</translation>
    </message>
    <message>
        <source>written in a day</source>
        <translation>每天写入</translation>
    </message>
    <message>
        <source>each broker holds</source>
        <translation>每个 Broker 保存</translation>
    </message>
    <message>
        <source>Take from what runs</source>
        <translation>取自当前运行状态</translation>
    </message>
    <message>
        <source>Fills in partitions, replicas, D, brokers and groups as they are now</source>
        <translation>按当前情况填入分区数、副本数、D、Broker 数和消费者组数</translation>
    </message>
</context>
<context>
    <name>partitura::ui::PresetCards</name>
    <message>
        <source>No workloads yet</source>
        <translation>还没有负载</translation>
    </message>
    <message>
        <source>A workload is a set of real clients, producers or consumers, that connect to the cluster over TCP. Start with a preset, on a topic of its own, or make one with New.</source>
        <translation>负载是一组真实的客户端（生产者或消费者），通过 TCP 连接集群。可以从预设开始（使用各自的主题），也可以用“新建”自行配置。</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>启动</translation>
    </message>
    <message>
        <source>Start the preset %1</source>
        <translation>启动预设“%1”</translation>
    </message>
</context>
<context>
    <name>partitura::ui::ProduceDialog</name>
    <message>
        <source>null</source>
        <translation>null</translation>
    </message>
    <message>
        <source>null: a tombstone, which deletes the key in a compacted topic</source>
        <translation>null：墓碑消息，在启用日志压缩（compaction）的主题中会删除该键</translation>
    </message>
    <message>
        <source>Produce a record</source>
        <translation>发送消息</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>by key (Kafka&apos;s default partitioner)</source>
        <translation>由键决定（Kafka 默认分区器）</translation>
    </message>
    <message>
        <source>null: no key</source>
        <translation>null：无键</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>空</translation>
    </message>
    <message>
        <source>Header</source>
        <translation>消息头</translation>
    </message>
    <message>
        <source>Value (UTF-8)</source>
        <translation>值（UTF-8）</translation>
    </message>
    <message>
        <source>Add header</source>
        <translation>添加消息头</translation>
    </message>
    <message>
        <source>Remove header</source>
        <translation>移除消息头</translation>
    </message>
    <message>
        <source>&amp;Topic</source>
        <translation>主题(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Partition</source>
        <translation>分区(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Key</source>
        <translation>键(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Value</source>
        <translation>值(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Headers</source>
        <translation>消息头(&amp;H)</translation>
    </message>
    <message>
        <source>There is no topic yet: create one first.</source>
        <translation>还没有主题：请先创建一个。</translation>
    </message>
    <message>
        <source>Written to %1, partition %2, at offset %3.</source>
        <translation>已写入 %1，分区 %2，位移 %3。</translation>
    </message>
</context>
<context>
    <name>partitura::ui::ProducerForm</name>
    <message>
        <source>even</source>
        <translation>均匀</translation>
    </message>
    <message>
        <source>in bursts</source>
        <translation>突发</translation>
    </message>
    <message>
        <source>in waves</source>
        <translation>波动</translation>
    </message>
    <message>
        <source> ms</source>
        <translation> ms</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>one after another</source>
        <translation>依次轮流</translation>
    </message>
    <message>
        <source>all alike</source>
        <translation>均匀随机</translation>
    </message>
    <message>
        <source>some more than others (Zipf)</source>
        <translation>有多有少（Zipf）</translation>
    </message>
    <message>
        <source>one hot key</source>
        <translation>一个热点键</translation>
    </message>
    <message>
        <source> B</source>
        <translation> B</translation>
    </message>
    <message>
        <source>as it comes</source>
        <translation>不限</translation>
    </message>
    <message>
        <source>all in-sync replicas (acks=all)</source>
        <translation>全部已同步副本（acks=all）</translation>
    </message>
    <message>
        <source>nobody (acks=0)</source>
        <translation>不确认（acks=0）</translation>
    </message>
    <message>
        <source>the leader (acks=1)</source>
        <translation>首领副本（acks=1）</translation>
    </message>
    <message>
        <source>Idempotent</source>
        <translation>幂等</translation>
    </message>
    <message>
        <source>Transactional</source>
        <translation>事务</translation>
    </message>
    <message>
        <source> rec/s</source>
        <translation> 条/秒</translation>
    </message>
    <message>
        <source>as fast as it can</source>
        <translation>尽可能快</translation>
    </message>
    <message>
        <source>&amp;Topic</source>
        <translation>主题(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Rate of each client</source>
        <translation>每个客户端的速率(&amp;R)</translation>
    </message>
    <message>
        <source>Over time</source>
        <translation>随时间</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>周期</translation>
    </message>
    <message>
        <source>Burst lasts</source>
        <translation>突发占比</translation>
    </message>
    <message>
        <source>&amp;Keys</source>
        <translation>键(&amp;K)</translation>
    </message>
    <message>
        <source>Number of keys</source>
        <translation>键的数量</translation>
    </message>
    <message>
        <source>Key prefix</source>
        <translation>键前缀</translation>
    </message>
    <message>
        <source>Skew</source>
        <translation>倾斜程度</translation>
    </message>
    <message>
        <source>Hot key&apos;s share</source>
        <translation>热点键占比</translation>
    </message>
    <message>
        <source>With 1 the tenth key is ten times rarer than the first; with 0 all are alike</source>
        <translation>为 1 时，第十个键的出现次数是第一个的十分之一；为 0 时所有键相同</translation>
    </message>
    <message>
        <source>Flow and keys</source>
        <translation>流量与键</translation>
    </message>
    <message>
        <source>Insert</source>
        <translation>插入</translation>
    </message>
    <message>
        <source>&amp;Value</source>
        <translation>值(&amp;V)</translation>
    </message>
    <message>
        <source>Size at least</source>
        <translation>最小长度</translation>
    </message>
    <message>
        <source>Headers</source>
        <translation>消息头</translation>
    </message>
    <message>
        <source>Poison every</source>
        <translation>毒消息间隔</translation>
    </message>
    <message>
        <source>Poison value</source>
        <translation>毒消息的值</translation>
    </message>
    <message>
        <source>name: value, one a line</source>
        <translation>名称: 值，每行一个</translation>
    </message>
    <message>
        <source>Now and then a record that a consumer may choke on</source>
        <translation>偶尔发送一条消费者可能无法处理的消息</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>The brokers drop what they have already, so trying again makes no duplicates</source>
        <translation>Broker 会丢弃已有的消息，因此重试不会产生重复</translation>
    </message>
    <message>
        <source>&amp;Acknowledged by</source>
        <translation>确认方(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Linger</source>
        <translation>等待时间（linger）(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Batch size at most</source>
        <translation>批次大小上限(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Compression</source>
        <translation>压缩算法(&amp;C)</translation>
    </message>
    <message>
        <source>How long a record waits for others, to travel in one batch</source>
        <translation>消息等待其他消息以便同批发送的时间</translation>
    </message>
    <message>
        <source>Delivery</source>
        <translation>投递</translation>
    </message>
    <message>
        <source>Text as it is, with placeholders in braces.</source>
        <translation>文本原样输出，花括号中为占位符。</translation>
    </message>
    <message>
        <source> records</source>
        <translation> 条消息</translation>
    </message>
    <message>
        <source>never</source>
        <translation>从不</translation>
    </message>
</context>
<context>
    <name>partitura::ui::RecordDetail</name>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>%1, partition %2, offset %3</source>
        <translation>%1，分区 %2，位移 %3</translation>
    </message>
    <message>
        <source>Decoding…</source>
        <translation>正在解码…</translation>
    </message>
    <message>
        <source>There is nothing to decode.</source>
        <translation>没有可解码的内容。</translation>
    </message>
    <message>
        <source>Value: %1.</source>
        <translation>值：%1。</translation>
    </message>
    <message>
        <source>Key: %1.</source>
        <translation>键：%1。</translation>
    </message>
    <message>
        <source>The beginning is shown; Copy decoded takes all of it.</source>
        <translation>此处仅显示开头；“复制解码文本”会复制全部。</translation>
    </message>
    <message>
        <source>It is null: there is nothing to copy.</source>
        <translation>其值为 null：没有可复制的内容。</translation>
    </message>
    <message>
        <source>Copied as text: %1.</source>
        <translation>已复制为文本：%1。</translation>
    </message>
    <message numerus="yes">
        <source>Copied %1 bytes.</source>
        <translation>
            <numerusform>已复制 %1 字节。</numerusform>
        </translation>
    </message>
    <message>
        <source>Key as</source>
        <translation>键解码</translation>
    </message>
    <message>
        <source>Value as</source>
        <translation>值解码</translation>
    </message>
    <message>
        <source>Decoder of keys</source>
        <translation>键的解码器</translation>
    </message>
    <message>
        <source>Decoder of values</source>
        <translation>值的解码器</translation>
    </message>
    <message>
        <source>Copy decoded</source>
        <translation>复制解码文本</translation>
    </message>
    <message>
        <source>Copy the selected key, value or header as the text it decodes to</source>
        <translation>将所选的键、值或消息头复制为解码后的文本</translation>
    </message>
    <message>
        <source>Copy raw</source>
        <translation>复制原始字节</translation>
    </message>
    <message>
        <source>Copy the bytes of the selected key, value or header as they are</source>
        <translation>原样复制所选的键、值或消息头的字节</translation>
    </message>
    <message>
        <source>Fields of the record</source>
        <translation>消息的字段</translation>
    </message>
    <message>
        <source>Bytes of the record</source>
        <translation>消息的字节</translation>
    </message>
    <message>
        <source>Decoded value</source>
        <translation>解码后的值</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>字节</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Partition %1, offset %2</source>
        <translation>分区 %1，位移 %2</translation>
    </message>
</context>
<context>
    <name>partitura::ui::RecordModel</name>
    <message>
        <source>could not be read</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>no record: compacted away, or a control record</source>
        <translation>没有消息：已被日志压缩清除，或是控制消息</translation>
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
    <name>partitura::ui::ScoreLegend</name>
    <message>
        <source>record: key by colour and height</source>
        <translation>消息：颜色与高低表示键</translation>
    </message>
    <message>
        <source>tombstone</source>
        <translation>墓碑消息</translation>
    </message>
    <message>
        <source>batch</source>
        <translation>批次</translation>
    </message>
    <message>
        <source>segment</source>
        <translation>日志段</translation>
    </message>
    <message>
        <source>compacted away</source>
        <translation>已被压缩清除</translation>
    </message>
    <message>
        <source>transaction</source>
        <translation>事务</translation>
    </message>
    <message>
        <source>aborted</source>
        <translation>已中止</translation>
    </message>
    <message>
        <source>committed offset of a group</source>
        <translation>消费者组的已提交位移</translation>
    </message>
    <message>
        <source>Signs of the score</source>
        <translation>总谱中的记号</translation>
    </message>
</context>
<context>
    <name>partitura::ui::ScoreView</name>
    <message>
        <source>Score</source>
        <translation>总谱</translation>
    </message>
    <message>
        <source>No group has committed offsets of this topic</source>
        <translation>没有消费者组提交过该主题的位移</translation>
    </message>
    <message>
        <source>Offset from log end</source>
        <translation>距日志末端的位移</translation>
    </message>
    <message>
        <source>Offset</source>
        <translation>位移</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>The topic shown</source>
        <translation>所示主题</translation>
    </message>
    <message>
        <source>What runs from left to right</source>
        <translation>横轴</translation>
    </message>
    <message>
        <source>What runs from left to right: each partition&apos;s offsets with all log ends in line, the same offsets for all, or the time of the records</source>
        <translation>横轴的含义：各分区的位移并以日志末端对齐；各分区共用同一位移刻度；或消息的时间</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>消费者组</translation>
    </message>
    <message>
        <source>Groups whose committed offsets are shown</source>
        <translation>显示其已提交位移的消费者组</translation>
    </message>
    <message>
        <source>Which groups&apos; committed offsets are shown as flags</source>
        <translation>选择以小旗显示哪些消费者组的已提交位移</translation>
    </message>
    <message>
        <source>Follow</source>
        <translation>跟随</translation>
    </message>
    <message>
        <source>Keep the newest records in view (F)</source>
        <translation>始终显示最新消息（F）</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Zoom in (+, or the wheel)</source>
        <translation>放大（+ 或滚轮）</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Zoom out (−, or the wheel)</source>
        <translation>缩小（− 或滚轮）</translation>
    </message>
    <message>
        <source>Whole log</source>
        <translation>整个日志</translation>
    </message>
    <message>
        <source>Show the whole log (0)</source>
        <translation>显示整个日志（0）</translation>
    </message>
    <message>
        <source>Score of the topic</source>
        <translation>主题的总谱</translation>
    </message>
    <message>
        <source>A stave for each partition, a note for each record. Arrow keys move along and between staves, plus and minus zoom, Home and End go to the ends of the log, F follows what arrives, Space chooses a record.</source>
        <translation>每个分区一行谱，每条消息一个音符。方向键沿谱行移动或切换谱行，加减号缩放，Home 与 End 到日志两端，F 跟随最新消息，空格键选中消息。</translation>
    </message>
    <message>
        <source>No topics yet</source>
        <translation>还没有主题</translation>
    </message>
    <message>
        <source>A topic is drawn here as a score: each partition a stave, each record a note in the colour of its key, batches as beams, segments as measures, transactions as slurs.</source>
        <translation>主题在这里绘成一份总谱：每个分区是一行谱，每条消息是一个音符（颜色表示键），批次是符杠，日志段是小节，事务是连线。</translation>
    </message>
    <message>
        <source>Create a topic…</source>
        <translation>创建主题…</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>缩放</translation>
    </message>
    <message>
        <source>The whole log</source>
        <translation>整个日志</translation>
    </message>
    <message>
        <source>Log start, newest records</source>
        <translation>日志起始、最新消息</translation>
    </message>
    <message>
        <source>Follow what arrives</source>
        <translation>跟随最新消息</translation>
    </message>
    <message>
        <source>Another partition</source>
        <translation>切换分区</translation>
    </message>
    <message>
        <source>Choose a record</source>
        <translation>选中一条消息</translation>
    </message>
    <message>
        <source>Along the stave; from record to record while one is chosen</source>
        <translation>沿谱行移动；选中消息后逐条移动</translation>
    </message>
    <message>
        <source>Let go of the record</source>
        <translation>取消选中</translation>
    </message>
</context>
<context>
    <name>partitura::ui::ScoreWords</name>
    <message>
        <source>P%1 · offset %2</source>
        <translation>P%1 · 位移 %2</translation>
    </message>
    <message>
        <source>offset %1</source>
        <translation>位移 %1</translation>
    </message>
    <message>
        <source>offsets %1 to %2</source>
        <translation>位移 %1 至 %2</translation>
    </message>
    <message>
        <source>producer %1, epoch %2</source>
        <translation>生产者 %1，epoch %2</translation>
    </message>
    <message>
        <source>committed</source>
        <translation>已提交</translation>
    </message>
    <message>
        <source>aborted</source>
        <translation>已中止</translation>
    </message>
    <message>
        <source>open</source>
        <translation>未结束</translation>
    </message>
    <message>
        <source>its end has not been read</source>
        <translation>尚未读到结尾</translation>
    </message>
    <message>
        <source>in sync</source>
        <translation>已同步</translation>
    </message>
    <message>
        <source>lagging</source>
        <translation>滞后</translation>
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
        <source>electing</source>
        <translation>选举中</translation>
    </message>
    <message>
        <source>broker %1</source>
        <translation>Broker %1</translation>
    </message>
    <message>
        <source>no leader</source>
        <translation>没有首领副本</translation>
    </message>
    <message>
        <source>no records yet</source>
        <translation>还没有消息</translation>
    </message>
    <message>
        <source>no records; the next gets offset %1</source>
        <translation>没有消息；下一条的位移是 %1</translation>
    </message>
    <message>
        <source>ends at %1</source>
        <translation>止于 %1</translation>
    </message>
    <message>
        <source>begins at %1</source>
        <translation>始于 %1</translation>
    </message>
    <message>
        <source>log start</source>
        <translation>日志起始</translation>
    </message>
    <message>
        <source>last stable</source>
        <translation>最后稳定位移</translation>
    </message>
    <message>
        <source>high watermark</source>
        <translation>高水位</translation>
    </message>
    <message>
        <source>log end</source>
        <translation>日志末端</translation>
    </message>
    <message>
        <source>segment</source>
        <translation>日志段</translation>
    </message>
    <message>
        <source>%1 offsets</source>
        <translation>%1 个位移</translation>
    </message>
    <message>
        <source>%1, lag %2</source>
        <translation>%1，滞后 %2</translation>
    </message>
    <message>
        <source>no key</source>
        <translation>无键</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>空</translation>
    </message>
    <message>
        <source>tombstone</source>
        <translation>墓碑消息</translation>
    </message>
    <message>
        <source>1 cell = %1 offsets</source>
        <translation>每格 %1 个位移</translation>
    </message>
    <message>
        <source>1 cell = %1</source>
        <translation>每格 %1</translation>
    </message>
    <message>
        <source>Key: %1</source>
        <translation>键：%1</translation>
    </message>
    <message>
        <source>Value: %1</source>
        <translation>值：%1</translation>
    </message>
    <message>
        <source>Headers: %1</source>
        <translation>消息头：%1</translation>
    </message>
    <message>
        <source>In a transaction of %1</source>
        <translation>属于 %1 的事务</translation>
    </message>
    <message>
        <source>By %1</source>
        <translation>来自 %1</translation>
    </message>
    <message>
        <source>%1 more in the same place</source>
        <translation>同一位置还有 %1 条</translation>
    </message>
    <message>
        <source>P%1 · %2</source>
        <translation>P%1 · %2</translation>
    </message>
    <message>
        <source>No record is left here: compaction removed what stood at these offsets.</source>
        <translation>这里已没有消息：日志压缩（compaction）清除了这些位移上的消息。</translation>
    </message>
    <message>
        <source>about %1 records of %2 offsets</source>
        <translation>%2 个位移中约有 %1 条消息</translation>
    </message>
    <message>
        <source>%1 records of %2 offsets</source>
        <translation>%2 个位移中有 %1 条消息</translation>
    </message>
    <message>
        <source>Commit marker</source>
        <translation>提交标记</translation>
    </message>
    <message>
        <source>Abort marker</source>
        <translation>中止标记</translation>
    </message>
    <message>
        <source>Control record</source>
        <translation>控制消息</translation>
    </message>
    <message>
        <source>P%1 · transaction, %2</source>
        <translation>P%1 · 事务，%2</translation>
    </message>
    <message>
        <source>Log start: the first offset that is kept</source>
        <translation>日志起始位移：仍保留的第一个位移</translation>
    </message>
    <message>
        <source>Last stable offset: open transactions lie behind it</source>
        <translation>最后稳定位移（LSO）：其后有未结束的事务</translation>
    </message>
    <message>
        <source>High watermark: what is before it is on all in-sync replicas</source>
        <translation>高水位：之前的消息已写入全部已同步副本</translation>
    </message>
    <message>
        <source>Log end: the next record&apos;s offset</source>
        <translation>日志末端：下一条消息的位移</translation>
    </message>
    <message>
        <source>A segment file begins here</source>
        <translation>一个日志段文件从这里开始</translation>
    </message>
    <message>
        <source>P%1 · follower on %2</source>
        <translation>P%1 · %2 上的跟随者副本</translation>
    </message>
    <message>
        <source>offsets from %1, log end %2</source>
        <translation>位移从 %1 起，日志末端 %2</translation>
    </message>
    <message>
        <source>%1 behind the leader</source>
        <translation>落后首领副本 %1</translation>
    </message>
    <message>
        <source>Group %1</source>
        <translation>消费者组 %1</translation>
    </message>
    <message>
        <source>P%1 · committed offset %2</source>
        <translation>P%1 · 已提交位移 %2</translation>
    </message>
    <message>
        <source>lag %1 records</source>
        <translation>消费滞后 %1 条消息</translation>
    </message>
    <message>
        <source>Partition %1</source>
        <translation>分区 %1</translation>
    </message>
    <message>
        <source>leader: %1</source>
        <translation>首领副本：%1</translation>
    </message>
    <message>
        <source>log start %1</source>
        <translation>日志起始 %1</translation>
    </message>
    <message>
        <source>last stable %1</source>
        <translation>最后稳定位移 %1</translation>
    </message>
    <message>
        <source>high watermark %1</source>
        <translation>高水位 %1</translation>
    </message>
    <message>
        <source>log end %1</source>
        <translation>日志末端 %1</translation>
    </message>
    <message>
        <source>Batch: %1, records: %2, %3, %4</source>
        <translation>批次：%1，消息数 %2，%3，%4</translation>
    </message>
</context>
<context>
    <name>partitura::ui::SelectionStrip</name>
    <message>
        <source>topic %1</source>
        <translation>主题 %1</translation>
    </message>
    <message>
        <source>partition %1</source>
        <translation>分区 %1</translation>
    </message>
    <message>
        <source>offset %1</source>
        <translation>位移 %1</translation>
    </message>
    <message>
        <source>broker %1</source>
        <translation>Broker %1</translation>
    </message>
    <message>
        <source>group %1</source>
        <translation>消费者组 %1</translation>
    </message>
    <message>
        <source>Show all again, not only %1</source>
        <translation>不再只看%1，显示全部</translation>
    </message>
    <message>
        <source>Only</source>
        <translation>仅看</translation>
    </message>
</context>
<context>
    <name>partitura::ui::Sessions</name>
    <message>
        <source>Open session</source>
        <translation>打开会话</translation>
    </message>
    <message>
        <source>Sessions (*.partitura)</source>
        <translation>会话 (*.partitura)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Save session</source>
        <translation>保存会话</translation>
    </message>
    <message>
        <source>Export metrics</source>
        <translation>导出指标</translation>
    </message>
    <message>
        <source>Comma-separated values (*.csv)</source>
        <translation>逗号分隔值 (*.csv)</translation>
    </message>
    <message>
        <source>Click into a view first, then export it.</source>
        <translation>请先点击一个视图，再导出。</translation>
    </message>
    <message>
        <source>Picture (*.png)</source>
        <translation>图片 (*.png)</translation>
    </message>
    <message>
        <source>Drawing (*.svg)</source>
        <translation>矢量图 (*.svg)</translation>
    </message>
    <message>
        <source>Export %1</source>
        <translation>导出 %1</translation>
    </message>
    <message>
        <source>View exported as %1.</source>
        <translation>视图已导出为 %1。</translation>
    </message>
    <message>
        <source>%1 could not be written: %2</source>
        <translation>无法写入 %1：%2</translation>
    </message>
    <message>
        <source>Save session %1</source>
        <translation>保存会话 %1</translation>
    </message>
    <message>
        <source>Export metrics to %1</source>
        <translation>把指标导出到 %1</translation>
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
    <message>
        <source>Layout: %1</source>
        <translation>布局：%1</translation>
    </message>
    <message>
        <source>Sources and settings</source>
        <translation>数据源与设置</translation>
    </message>
    <message>
        <source>recorded</source>
        <translation>录制</translation>
    </message>
</context>
<context>
    <name>partitura::ui::TableKeys</name>
    <message>
        <source>The row above, the row below</source>
        <translation>上一行、下一行</translation>
    </message>
    <message>
        <source>A page up or down</source>
        <translation>上一页、下一页</translation>
    </message>
    <message>
        <source>Copy the chosen rows as text</source>
        <translation>将所选行复制为文本</translation>
    </message>
    <message>
        <source>On to the next part of the view</source>
        <translation>移到视图的下一部分</translation>
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
    <message>
        <source>In one</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>By partition</source>
        <translation>按分区</translation>
    </message>
    <message>
        <source>By broker</source>
        <translation>按 Broker</translation>
    </message>
    <message>
        <source>Stack</source>
        <translation>堆叠方式</translation>
    </message>
    <message>
        <source>What the measurement is made of: each partition&apos;s copies, or each broker&apos;s</source>
        <translation>实测值的构成：按各分区的副本，或按各 Broker</translation>
    </message>
    <message>
        <source>Planner</source>
        <translation>容量规划</translation>
    </message>
    <message>
        <source>T = N × R × D turned round: what a load would ask of each broker</source>
        <translation>反过来使用 T = N × R × D：某个负载对每个 Broker 的要求</translation>
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
    <message>
        <source>all others</source>
        <translation>其余</translation>
    </message>
    <message>
        <source>broker %1</source>
        <translation>Broker %1</translation>
    </message>
    <message>
        <source>Until acknowledged (p50 · p95 · p99): %1</source>
        <translation>确认延迟（p50 · p95 · p99）：%1</translation>
    </message>
</context>
<context>
    <name>partitura::ui::TimeBar</name>
    <message>
        <source>as of %1</source>
        <translation>截至 %1</translation>
    </message>
    <message>
        <source>LIVE</source>
        <translation>实时</translation>
    </message>
    <message>
        <source>Stop (Space)</source>
        <translation>停止（空格）</translation>
    </message>
    <message>
        <source>Play what was recorded (Space)</source>
        <translation>播放录制内容（空格）</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>播放</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>How fast the recording plays</source>
        <translation>录制内容的播放速度</translation>
    </message>
    <message>
        <source>Back to live</source>
        <translation>回到实时</translation>
    </message>
    <message>
        <source>To the end</source>
        <translation>到末尾</translation>
    </message>
    <message>
        <source>End or L, while the bar has the focus</source>
        <translation>时间条获得焦点时按 End 或 L</translation>
    </message>
    <message>
        <source>Time bar</source>
        <translation>时间条</translation>
    </message>
</context>
<context>
    <name>partitura::ui::TimeStrip</name>
    <message>
        <source>Recorded time</source>
        <translation>录制时间</translation>
    </message>
    <message>
        <source>Left and right arrows go through what was recorded; End returns to its end.</source>
        <translation>左右方向键逐步浏览录制内容；End 键回到末尾。</translation>
    </message>
    <message>
        <source>Nothing is recorded yet</source>
        <translation>尚无录制内容</translation>
    </message>
    <message>
        <source>Producers: %1</source>
        <translation>生产者：%1</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>另有 %n 个</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>partitura::ui::Toast</name>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Copy the message</source>
        <translation>复制消息内容</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>提示</translation>
    </message>
</context>
<context>
    <name>partitura::ui::TopicModel</name>
    <message>
        <source>%1 bytes, held by all replicas together</source>
        <translation>%1 字节，所有副本合计</translation>
    </message>
    <message>
        <source>Offsets from log start to high watermark; compaction may have removed some records</source>
        <translation>从日志起始位移到高水位之间的位移数；其中部分消息可能已被日志压缩（compaction）清除</translation>
    </message>
    <message>
        <source>No group has committed offsets here</source>
        <translation>没有消费者组在此提交过位移</translation>
    </message>
    <message>
        <source>✕ %1 offline</source>
        <translation>✕ %1 个离线</translation>
    </message>
    <message>
        <source>◑ %1 of %2</source>
        <translation>◑ %1 / %2</translation>
    </message>
    <message>
        <source>● all %1</source>
        <translation>● 全部 %1</translation>
    </message>
    <message>
        <source>The largest lag of any group, summed over the topic&apos;s partitions</source>
        <translation>各消费者组在该主题全部分区上消费滞后之和的最大值</translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Partitions</source>
        <translation>分区</translation>
    </message>
    <message>
        <source>Replicas</source>
        <translation>副本</translation>
    </message>
    <message>
        <source>In sync</source>
        <translation>已同步</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Rate in</source>
        <translation>流入速率</translation>
    </message>
    <message>
        <source>Rate out</source>
        <translation>流出速率</translation>
    </message>
    <message>
        <source>Max lag</source>
        <translation>最大滞后</translation>
    </message>
</context>
<context>
    <name>partitura::ui::TopicsView</name>
    <message>
        <source>Topics</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>%1: partitions</source>
        <translation>%1：分区</translation>
    </message>
    <message>
        <source>No cluster is open.</source>
        <translation>没有打开的集群。</translation>
    </message>
    <message>
        <source>Select a topic first.</source>
        <translation>请先选择一个主题。</translation>
    </message>
    <message>
        <source>Create a topic</source>
        <translation>创建主题</translation>
    </message>
    <message>
        <source>Produce a record to the selected topic</source>
        <translation>向所选主题发送一条消息</translation>
    </message>
    <message>
        <source>Add partitions to the selected topic</source>
        <translation>为所选主题增加分区</translation>
    </message>
    <message>
        <source>Delete the selected topic</source>
        <translation>删除所选主题</translation>
    </message>
    <message>
        <source>Create topic…</source>
        <translation>创建主题…</translation>
    </message>
    <message>
        <source>Produce…</source>
        <translation>发送消息…</translation>
    </message>
    <message>
        <source>Add partitions…</source>
        <translation>增加分区…</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>删除…</translation>
    </message>
    <message>
        <source>Internal topics</source>
        <translation>内部主题</translation>
    </message>
    <message>
        <source>Show Kafka&apos;s own topics, such as __consumer_offsets</source>
        <translation>显示 Kafka 自用的主题，例如 __consumer_offsets</translation>
    </message>
    <message>
        <source>Find topics</source>
        <translation>查找主题</translation>
    </message>
    <message>
        <source>Find topics by name</source>
        <translation>按名称查找主题</translation>
    </message>
    <message>
        <source>Partitions of the selected topic</source>
        <translation>所选主题的分区</translation>
    </message>
    <message>
        <source>Select a topic to see its partitions.</source>
        <translation>选择一个主题以查看其分区。</translation>
    </message>
    <message>
        <source>No topics yet</source>
        <translation>还没有主题</translation>
    </message>
    <message>
        <source>A topic is a named log, split into partitions that brokers keep copies of. Producers append records to it, consumers read them. Here you will see how its partitions are doing.</source>
        <translation>主题是一个有名称的日志，分成若干分区，各 Broker 保存分区的副本。生产者向其中追加消息，消费者从中读取。在这里可以看到各分区的状况。</translation>
    </message>
    <message>
        <source>Create a topic…</source>
        <translation>创建主题…</translation>
    </message>
    <message>
        <source>No topic&apos;s name holds this text, or none has a replica on this broker.</source>
        <translation>没有主题的名称包含此文本，或没有主题在此 Broker 上有副本。</translation>
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
<context>
    <name>partitura::ui::WelcomePage</name>
    <message>
        <source>Copied the %1 program</source>
        <translation>已复制 %1 程序</translation>
    </message>
    <message>
        <source>Welcome</source>
        <translation>欢迎</translation>
    </message>
    <message>
        <source>Welcome to Partitura</source>
        <translation>欢迎使用 Partitura</translation>
    </message>
    <message>
        <source>A real Kafka cluster runs inside this window. Whatever clients do to it can be seen: records, replicas, groups, failover.</source>
        <translation>这个窗口里运行着真正的 Kafka 集群。客户端对它所做的一切都看得见：消息、副本、消费者组、故障切换。</translation>
    </message>
    <message>
        <source>Start the demo</source>
        <translation>启动演示</translation>
    </message>
    <message>
        <source>Real clients begin to write orders and clicks, and to read them in groups.</source>
        <translation>真实客户端开始写入订单与点击，并由消费者组读取。</translation>
    </message>
    <message>
        <source>Create a topic…</source>
        <translation>创建主题…</translation>
    </message>
    <message>
        <source>Connect your own client</source>
        <translation>连接自己的客户端</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>程序</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题外观</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
</context>
<context>
    <name>partitura::ui::WorkloadDetail</name>
    <message>
        <source>Changed: acts after the next start</source>
        <translation>已修改：下次启动后生效</translation>
    </message>
    <message>
        <source>seed %1</source>
        <translation>种子 %1</translation>
    </message>
    <message>
        <source>Acknowledged</source>
        <translation>已确认</translation>
    </message>
    <message>
        <source>Records the brokers answered for</source>
        <translation>Broker 已确认的消息</translation>
    </message>
    <message>
        <source>On their way</source>
        <translation>途中</translation>
    </message>
    <message>
        <source>Sent by the program and not answered yet; after a crash they are lost or unanswered</source>
        <translation>程序已发送但尚未收到确认；崩溃之后则为丢失或未得到答复</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Records the client gave up on</source>
        <translation>客户端放弃发送的消息</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据量</translation>
    </message>
    <message>
        <source>Keys and values of acknowledged records</source>
        <translation>已确认消息的键和值</translation>
    </message>
    <message>
        <source>Data rate</source>
        <translation>数据速率</translation>
    </message>
    <message>
        <source>Clients running</source>
        <translation>运行中的客户端</translation>
    </message>
    <message>
        <source>From sending to acknowledgement, in the last ten seconds</source>
        <translation>最近十秒内从发送到确认的时间</translation>
    </message>
    <message>
        <source>Latency p50</source>
        <translation>延迟 p50</translation>
    </message>
    <message>
        <source>Latency p95</source>
        <translation>延迟 p95</translation>
    </message>
    <message>
        <source>Latency p99</source>
        <translation>延迟 p99</translation>
    </message>
    <message>
        <source>Processed</source>
        <translation>已处理</translation>
    </message>
    <message>
        <source>Records its clients worked on since the last start</source>
        <translation>自上次启动以来客户端处理的消息</translation>
    </message>
    <message>
        <source>Partitions</source>
        <translation>分区</translation>
    </message>
    <message>
        <source>Assigned to its clients now</source>
        <translation>当前分配给这些客户端的分区</translation>
    </message>
    <message>
        <source>Rebalances</source>
        <translation>再均衡</translation>
    </message>
    <message>
        <source>Assignments its clients got</source>
        <translation>客户端收到的分区分配次数</translation>
    </message>
    <message>
        <source>Commits</source>
        <translation>提交</translation>
    </message>
    <message>
        <source>Poison</source>
        <translation>毒消息</translation>
    </message>
    <message>
        <source>%1 skipped, %2 tries</source>
        <translation>跳过 %1，重试 %2</translation>
    </message>
    <message>
        <source>Records passed over, and attempts at one that cannot be processed</source>
        <translation>跳过的消息数，以及对无法处理的消息的尝试次数</translation>
    </message>
    <message>
        <source>Processed again</source>
        <translation>重复处理</translation>
    </message>
    <message>
        <source>Records at offsets that were processed before: their offsets had not been committed</source>
        <translation>之前处理过的位移再次被处理：这些位移当时没有提交</translation>
    </message>
    <message>
        <source>Twice in the log</source>
        <translation>日志中重复</translation>
    </message>
    <message>
        <source>Records that stand in the log more than once: a producer without idempotence tried again</source>
        <translation>在日志中出现不止一次的消息：非幂等生产者重试所致</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>缺失</translation>
    </message>
    <message>
        <source>Numbers of a workload&apos;s producer that have not come although higher ones did, over ten seconds ago: lost, skipped, or still waiting in another partition</source>
        <translation>更大的编号在十秒前已到达、自身却未到达的消息：已丢失、被跳过，或仍在另一个分区中等待</translation>
    </message>
    <message>
        <source>Rate of each client</source>
        <translation>每个客户端的速率</translation>
    </message>
    <message>
        <source>Time per record</source>
        <translation>每条消息耗时</translation>
    </message>
    <message>
        <source> rec/s</source>
        <translation> 条/秒</translation>
    </message>
    <message>
        <source> ms</source>
        <translation> ms</translation>
    </message>
    <message>
        <source>as fast as it can</source>
        <translation>尽可能快</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
</context>
<context>
    <name>partitura::ui::WorkloadEditor</name>
    <message>
        <source>Change %1</source>
        <translation>修改 %1</translation>
    </message>
    <message>
        <source>New producer</source>
        <translation>新建生产者</translation>
    </message>
    <message>
        <source>New consumers</source>
        <translation>新建消费者</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>修改</translation>
    </message>
    <message>
        <source>Add and start</source>
        <translation>添加并启动</translation>
    </message>
    <message>
        <source>Keys and values are drawn from it: the same seed makes the same records</source>
        <translation>键和值由种子生成：相同的种子产生相同的消息</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>名称(&amp;N)</translation>
    </message>
    <message>
        <source>Clients</source>
        <translation>客户端数</translation>
    </message>
    <message>
        <source>The first records it would send</source>
        <translation>将要发送的前几条消息</translation>
    </message>
    <message>
        <source>null</source>
        <comment>a record&apos;s key</comment>
        <translation>null</translation>
    </message>
    <message>
        <source>Workload %1 changed.</source>
        <translation>负载 %1 已修改。</translation>
    </message>
    <message>
        <source>Workload %1 started.</source>
        <translation>负载 %1 已启动。</translation>
    </message>
</context>
<context>
    <name>partitura::ui::WorkloadModel</name>
    <message>
        <source>Acknowledged to producers, processed by consumers, since the last start</source>
        <translation>自上次启动以来，生产者已获确认或消费者已处理的消息</translation>
    </message>
    <message>
        <source>99 of 100 records were acknowledged within this time after they were sent</source>
        <translation>100 条消息中有 99 条在发送后的这段时间内得到确认</translation>
    </message>
    <message>
        <source>Workload</source>
        <translation>负载</translation>
    </message>
    <message>
        <source>Clients</source>
        <translation>客户端</translation>
    </message>
    <message>
        <source>Works on</source>
        <translation>作用于</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>速率</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Latency p99</source>
        <translation>延迟 p99</translation>
    </message>
    <message>
        <source>Last 2 min</source>
        <translation>最近 2 分钟</translation>
    </message>
</context>
<context>
    <name>partitura::ui::WorkloadWords</name>
    <message>
        <source>Steady</source>
        <translation>平稳</translation>
    </message>
    <message>
        <source>An even flow and a consumer that keeps up: what all is well looks like.</source>
        <translation>均匀的流量和跟得上的消费者：一切正常时的样子。</translation>
    </message>
    <message>
        <source>Bursty</source>
        <translation>突发</translation>
    </message>
    <message>
        <source>The same average, all of it in the first two of every ten seconds: the log takes the bursts in, lag rises and drains.</source>
        <translation>平均速率不变，但全部集中在每十秒的前两秒：日志吸收突发流量，消费滞后先升后降。</translation>
    </message>
    <message>
        <source>Hot key</source>
        <translation>热点键</translation>
    </message>
    <message>
        <source>One key has most of the records: one partition and one consumer drown, and more consumers do not help.</source>
        <translation>大部分消息使用同一个键：一个分区和一个消费者不堪重负，增加消费者也无济于事。</translation>
    </message>
    <message>
        <source>Slow consumer</source>
        <translation>慢消费者</translation>
    </message>
    <message>
        <source>A consumer needs longer for a record than the next takes to come: its lag grows until it gets faster or gets help.</source>
        <translation>处理一条消息的时间长于下一条到来的时间：消费滞后不断增长，直到消费者变快或得到分担。</translation>
    </message>
    <message>
        <source>Poison record</source>
        <translation>毒消息</translation>
    </message>
    <message>
        <source>Now and then comes a record its consumer cannot process: it tries for ever, and all behind that record wait.</source>
        <translation>偶尔出现一条消费者无法处理的消息：它一直重试，后面的消息都在等待。</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Clients</source>
        <translation>客户端数</translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>速率</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>周期</translation>
    </message>
    <message>
        <source>Part of the period</source>
        <translation>占周期的比例</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>键</translation>
    </message>
    <message>
        <source>Skew</source>
        <translation>倾斜程度</translation>
    </message>
    <message>
        <source>Share of the hot key</source>
        <translation>热点键占比</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>长度</translation>
    </message>
    <message>
        <source>Headers</source>
        <translation>消息头</translation>
    </message>
    <message>
        <source>Acknowledgements</source>
        <translation>确认</translation>
    </message>
    <message>
        <source>Linger</source>
        <translation>等待时间（linger）</translation>
    </message>
    <message>
        <source>Batch size</source>
        <translation>批次大小</translation>
    </message>
    <message>
        <source>Transactions</source>
        <translation>事务</translation>
    </message>
    <message>
        <source>Poison records</source>
        <translation>毒消息</translation>
    </message>
    <message>
        <source>Topics</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>消费者组</translation>
    </message>
    <message>
        <source>Time per record</source>
        <translation>每条消息耗时</translation>
    </message>
    <message>
        <source>Pauses</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Commit interval</source>
        <translation>提交间隔</translation>
    </message>
    <message>
        <source>Session timeout</source>
        <translation>会话超时</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>正在停止</translation>
    </message>
    <message>
        <source>Crashing</source>
        <translation>正在崩溃</translation>
    </message>
    <message>
        <source>Crashed</source>
        <translation>已崩溃</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message numerus="yes">
        <source>%n producer(s)</source>
        <translation>
            <numerusform>%n 个生产者</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n consumer(s)</source>
        <translation>
            <numerusform>%n 个消费者</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is missing.</source>
        <translation>缺少%1。</translation>
    </message>
    <message>
        <source>%1: Kafka&apos;s names have at most 249 letters, digits, &quot;.&quot;, &quot;_&quot; or &quot;-&quot;.</source>
        <translation>%1：Kafka 的名称最多 249 个字符，只能包含字母、数字、“.”、“_”和“-”。</translation>
    </message>
    <message>
        <source>%1 must be from %2 to %3.</source>
        <translation>%1必须在 %2 到 %3 之间。</translation>
    </message>
    <message>
        <source>%1: the template has an error.</source>
        <translation>%1：模板有错误。</translation>
    </message>
    <message>
        <source>An idempotent producer needs acknowledgements of all in-sync replicas.</source>
        <translation>幂等生产者需要全部已同步副本的确认。</translation>
    </message>
    <message>
        <source>The cluster has no transactions yet.</source>
        <translation>集群尚不支持事务。</translation>
    </message>
    <message>
        <source>this placeholder lacks its closing brace</source>
        <translation>此占位符缺少右花括号</translation>
    </message>
    <message>
        <source>there is no placeholder {%1}; write {{ for a brace</source>
        <translation>没有占位符 {%1}；要写花括号请用 {{</translation>
    </message>
    <message>
        <source>{%1} takes nothing after its name</source>
        <translation>{%1} 的名称之后不能有内容</translation>
    </message>
    <message>
        <source>write two numbers, the lower first, such as {random:1..100}</source>
        <translation>请写两个数，小的在前，例如 {random:1..100}</translation>
    </message>
    <message>
        <source>write what to choose from, such as {choice:a|b|c}</source>
        <translation>请写出可选内容，例如 {choice:a|b|c}</translation>
    </message>
    <message>
        <source>Column %1: %2.</source>
        <translation>第 %1 列：%2。</translation>
    </message>
    <message>
        <source>write how many letters, such as {text:20}; %1 in all at most</source>
        <translation>请写出字母数，例如 {text:20}；总计最多 %1 个</translation>
    </message>
    <message>
        <source>a template has at most %1 bytes</source>
        <translation>模板最多 %1 字节</translation>
    </message>
</context>
<context>
    <name>partitura::ui::WorkloadsView</name>
    <message>
        <source>Workloads</source>
        <translation>负载</translation>
    </message>
    <message>
        <source>Clients can be run against the live cluster; this source cannot have any.</source>
        <translation>客户端只能针对运行中的集群运行；此数据源不支持。</translation>
    </message>
    <message>
        <source>Producer…</source>
        <translation>生产者…</translation>
    </message>
    <message>
        <source>Consumers…</source>
        <translation>消费者…</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>修改…</translation>
    </message>
    <message>
        <source>Change what it does</source>
        <translation>修改它的行为</translation>
    </message>
    <message>
        <source>Duplicate…</source>
        <translation>复制…</translation>
    </message>
    <message>
        <source>Make another like it</source>
        <translation>创建一个相同的负载</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新建</translation>
    </message>
    <message>
        <source>From preset</source>
        <translation>使用预设</translation>
    </message>
    <message>
        <source>Crash</source>
        <translation>崩溃</translation>
    </message>
</context>
</TS>
