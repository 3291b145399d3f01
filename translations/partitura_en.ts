<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>FieldText</name>
    <message numerus="yes">
        <source>%1 records, %2</source>
        <translation>
            <numerusform>%1 record, %2</numerusform>
            <numerusform>%1 records, %2</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RecordText</name>
    <message numerus="yes">
        <source>%1 bytes</source>
        <translation>
            <numerusform>%1 byte</numerusform>
            <numerusform>%1 bytes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>partitura::ui::BrokerItem</name>
    <message numerus="yes">
        <source>and %1 replicas more</source>
        <translation>
            <numerusform>and %1 replica more</numerusform>
            <numerusform>and %1 replicas more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>partitura::ui::ClusterSettingsDialog</name>
    <message numerus="yes">
        <source>%1 brokers join the running cluster at once.</source>
        <translation>
            <numerusform>%1 broker joins the running cluster at once.</numerusform>
            <numerusform>%1 brokers join the running cluster at once.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>partitura::ui::CreateTopicDialog</name>
    <message numerus="yes">
        <source>%1 replicas in all, spread over the brokers.</source>
        <translation>
            <numerusform>%1 replica in all.</numerusform>
            <numerusform>%1 replicas in all, spread over the brokers.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>partitura::ui::EventsView</name>
    <message numerus="yes">
        <source>%1 events</source>
        <translation>
            <numerusform>%1 event</numerusform>
            <numerusform>%1 events</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>partitura::ui::FaultsView</name>
    <message numerus="yes">
        <source>%n fault(s) in force or planned</source>
        <translation>
            <numerusform>%n fault in force or planned</numerusform>
            <numerusform>%n faults in force or planned</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>partitura::ui::JobButton</name>
    <message numerus="yes">
        <source>%1 jobs</source>
        <translation>
            <numerusform>%1 job</numerusform>
            <numerusform>%1 jobs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 jobs, %2</source>
        <translation>
            <numerusform>%1 job, %2</numerusform>
            <numerusform>%1 jobs, %2</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>partitura::ui::JobText</name>
    <message numerus="yes">
        <source>%1 records</source>
        <translation>
            <numerusform>%1 record</numerusform>
            <numerusform>%1 records</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 steps</source>
        <translation>
            <numerusform>%1 step</numerusform>
            <numerusform>%1 steps</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>partitura::ui::RecordDetail</name>
    <message numerus="yes">
        <source>Copied %1 bytes.</source>
        <translation>
            <numerusform>Copied %1 byte.</numerusform>
            <numerusform>Copied %1 bytes.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>partitura::ui::TimeStrip</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>partitura::ui::WorkloadWords</name>
    <message numerus="yes">
        <source>%n producer(s)</source>
        <translation>
            <numerusform>%n producer</numerusform>
            <numerusform>%n producers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n consumer(s)</source>
        <translation>
            <numerusform>%n consumer</numerusform>
            <numerusform>%n consumers</numerusform>
        </translation>
    </message>
</context>
</TS>
