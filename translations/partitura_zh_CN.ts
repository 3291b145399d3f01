<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
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
        <source>Ask for no more replicas than there are brokers up, or start a broker.</source>
        <translation>副本数不能超过在线 Broker 数；请减少副本数，或再启动一个 Broker。</translation>
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
        <source>the demo runs</source>
        <translation>演示正在运行</translation>
    </message>
    <message>
        <source>Start the demo</source>
        <translation>启动演示</translation>
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
        <source>&amp;About Partitura</source>
        <translation>关于 Partitura(&amp;A)</translation>
    </message>
    <message>
        <source>What this is, and its licence</source>
        <translation>软件说明与许可证</translation>
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
</context>
<context>
    <name>partitura::ui::AddPartitionsDialog</name>
    <message>
        <source>Add partitions</source>
        <translation>增加分区</translation>
    </message>
    <message numerus="yes">
        <source>%1 has %2 partitions. They cannot be taken away again, and keys will map to other partitions than before: the order of records of one key is kept only within each.</source>
        <translation>
            <numerusform>%1 现有 %2 个分区。分区只能增加，不能减少；增加后，同一个键可能会映射到别的分区，而消息顺序只在单个分区内得到保证。</numerusform>
        </translation>
    </message>
    <message>
        <source>New &amp;total</source>
        <translation>新的分区总数(&amp;T)</translation>
    </message>
    <message>
        <source>Topic %1 has %2 partitions.</source>
        <translation>主题 %1 现有 %2 个分区。</translation>
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
        <source>fenced</source>
        <translation>已隔离</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
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
        <translation>%1 个生产者</translation>
    </message>
    <message>
        <source>%1 more consumers</source>
        <translation>%1 个消费者</translation>
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
        <source>At most one replica on each broker; brokers up: %1.</source>
        <translation>每个 Broker 上最多一个副本；在线 Broker：%1 个。</translation>
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
</context>
<context>
    <name>partitura::ui::DeleteTopicDialog</name>
    <message>
        <source>Delete a topic</source>
        <translation>删除主题</translation>
    </message>
    <message>
        <source>Delete topic</source>
        <translation>删除主题</translation>
    </message>
    <message numerus="yes">
        <source>%1 goes with %2 partitions, %3 offsets and %4 on disk. This cannot be undone.</source>
        <translation>
            <numerusform>%1 将被删除，包括 %2 个分区、%3 个位移，以及磁盘上的 %4 数据。此操作无法撤销。</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Type its name</source>
        <translation>输入主题名(&amp;T)</translation>
    </message>
    <message>
        <source>Type the topic&apos;s name to delete it.</source>
        <translation>输入主题名以确认删除。</translation>
    </message>
    <message>
        <source>Topic %1 deleted.</source>
        <translation>主题 %1 已删除。</translation>
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
        <source>generation %1 with %2 members, assigned by %3 at %4</source>
        <translation>代次 %1，%2 个成员，按 %3 分配，由 %4 计算</translation>
    </message>
    <message>
        <source>generation %1 has no members</source>
        <translation>代次 %1 没有成员</translation>
    </message>
    <message>
        <source>member %1 joins (none given)</source>
        <translation>成员 %1 加入</translation>
    </message>
    <message>
        <source>member %1 joins (%2)</source>
        <translation>成员 %1 加入（%2）</translation>
    </message>
    <message>
        <source>leader %1 joins again (none given)</source>
        <translation>组领导者 %1 重新加入</translation>
    </message>
    <message>
        <source>leader %1 joins again (%2)</source>
        <translation>组领导者 %1 重新加入（%2）</translation>
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
        <source>%1 members joined but did not ask for their assignment</source>
        <translation>%1 个成员已加入，但未请求分区分配</translation>
    </message>
    <message>
        <source>closed %1: it %2</source>
        <translation>已关闭连接 %1：对方 %2</translation>
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
        <source>recorded</source>
        <translation>录制</translation>
    </message>
    <message>
        <source>Layout: %1</source>
        <translation>布局：%1</translation>
    </message>
    <message>
        <source>Sources and settings</source>
        <translation>数据源与设置</translation>
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
</TS>
